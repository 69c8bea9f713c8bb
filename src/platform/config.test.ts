// What may be set from outside, and that nonsense is refused by the name of what was set.
import { describe, expect, it } from 'vitest'
import { readConfig } from './config.ts'

describe('configuration', () => {
  it('needs nothing to be set', () => {
    const config = readConfig({}, [])
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 8420,
      publicUrl: 'http://127.0.0.1:8420',
      databaseUrl: null,
      clock: null,
      logLevel: 'info',
    })
    expect(config.dataFolder).toMatch(process.getuid?.() === 0 ? /^\/var\/lib\/lianfang$/ : /\/data$/)
  })

  it('takes flags before variables, and leaves the flags of a command alone', () => {
    const env = { PORT: '1', LIANFANG_DATA: '/a', HOST: '0.0.0.0', LIANFANG_URL: 'https://lianfang.example/' }
    expect(readConfig(env, ['list.xlsx', '--dry-run', '--port=2', '--data', '/b'])).toMatchObject({
      host: '0.0.0.0',
      port: 2,
      dataFolder: '/b',
      publicUrl: 'https://lianfang.example',
    })
  })

  it.each([
    [['--clock'], { start: null }],
    [['--clock', '--port', '3'], { start: null }],
    [['--clock=2020-01-25T08:00:00+08:00'], { start: '2020-01-25T00:00:00.000Z' }],
  ])('moves the clock only when asked: %j', (argv, clock) => {
    expect(readConfig({}, argv).clock).toEqual(clock)
  })

  it.each([
    [{ PORT: 'http' }, [], 'PORT=http'],
    [{ PORT: '70000' }, [], 'PORT=70000'],
    [{}, ['--port=-1'], '--port=-1'],
    [{ LIANFANG_URL: 'lianfang.example' }, [], 'LIANFANG_URL=lianfang.example'],
    [{ DATABASE_URL: 'mysql://a:secret@b/c' }, [], 'DATABASE_URL=…'],
    [{ DATABASE_URL: 'postgres://a:secret@b' }, [], 'DATABASE_URL=…'],
    [{ LOG_LEVEL: 'loud' }, [], 'LOG_LEVEL=loud'],
    [{}, ['--clock=yesterday'], '--clock=yesterday'],
  ])('refuses %j %j', (env, argv, named) => {
    expect(() => readConfig(env, argv)).toThrow(`${named}: expected`)
    expect(() => readConfig(env, argv)).not.toThrow('secret')
  })
})
