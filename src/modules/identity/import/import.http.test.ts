// The import of accounts over the real routes: a template that is filled in and comes back, lines judged one by one,
// the same file twice and at once, a first sign-in.
import { describe, expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { nobody } from '../../../platform/db/database.ts'
import { openSpreadsheet, writeXlsx } from '../../../platform/spreadsheet/index.ts'

const district = await openTestDistrict()
const admin = await district.as('admin')
const PREVIEW = '/api/v1/accounts/imports/preview'
const IMPORT = '/api/v1/accounts/imports'
const csv = (text: string) => ({ name: '账户.csv', content: Buffer.from(text) })
const countOf = async () => (await admin.get('/api/v1/accounts/count')).body.count

async function bytesOf(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

describe('the template', () => {
  it('lists every post, is filled in and imported, and its people sign in and change their password', async () => {
    const template = await admin.get('/api/v1/accounts/import-template')
    expect(template.status).toBe(200)
    const book = await openSpreadsheet(template.bytes)
    const rows: string[][] = []
    for await (const { cells } of book.rows()) rows.push(cells.map(({ text }) => text))
    book.close()
    const [header, ...lines] = rows
    expect(header).toEqual(['用户名', '姓名', '电话', '岗位编号', '岗位', '单位', '岗位类别', '区域'])
    const posts = await district.app.db.transaction(nobody, (tx) => tx.sql('select id from posts'))
    expect(lines).toHaveLength(posts.length)
    const clerk = lines.find((line) => line[3] === '230406100.townshipClerk')!
    clerk.splice(0, 3, 'zhao.yi', '赵一', '0468-1234567')
    const filled = await bytesOf(
      writeXlsx({ sheet: '账户', columns: header!.map((name) => ({ header: name })), rows: lines }),
    )
    const file = { name: '账户.xlsx', content: filled }
    const preview = await admin.upload(PREVIEW, file)
    expect(preview.status, preview.text).toBe(200)
    expect(preview.body).toMatchObject({
      accounts: 1,
      lines: [{ userName: 'zhao.yi', outcome: 'add', postZh: clerk[4], findings: [] }],
    })
    const before = await countOf()
    const done = await admin.upload(IMPORT, file)
    expect(done.status, done.text).toBe(201)
    expect(await countOf()).toBe(before + 1)
    const [made] = done.body.made
    expect(made).toMatchObject({ userName: 'zhao.yi', displayName: '赵一' })
    const opened = await district.stranger.post('/api/v1/session', {
      userName: 'zhao.yi',
      password: made.oneTimePassword,
    })
    expect(opened.status).toBe(204)
    const [holder] = await district.app.db.transaction(nobody, (tx) =>
      tx.sql(`select telephone from post_holders where holder_name = '赵一'`),
    )
    expect(holder).toEqual({ telephone: '0468-1234567' })

    const again = await admin.upload(IMPORT, file)
    expect(again.body).toMatchObject({ made: [], lines: [{ outcome: 'there' }] })
    expect(await countOf()).toBe(before + 1)
  })
})

describe('a list', () => {
  const LIST = [
    '某某单位人员表,,,',
    '姓名,用户名,岗位编号,手机',
    '钱二,qian.er,230406100.townshipClerk,13900000000',
    '钱二,qian.er,230406201.townshipClerk,',
    '孙三,SUN.SAN,,',
    '李四,李四,,',
    '周五,zhou.wu,no.such.post,',
    '吴六,office,,',
    ',,230406100.townshipClerk,',
  ].join('\n')

  it('is made as far as it is right, and every line is told of', async () => {
    const done = await admin.upload(IMPORT, csv(LIST))
    expect(done.status, done.text).toBe(201)
    expect(
      done.body.lines.map(
        ({ row, outcome, findings }: { row: number; outcome: string; findings: { code: string }[] }) => [
          row,
          outcome,
          findings[0]?.code,
        ],
      ),
    ).toEqual([
      [3, 'add', undefined],
      [4, 'add', undefined],
      [5, 'add', 'no_post'],
      [6, 'bad', 'user_name_bad'],
      [7, 'bad', 'unknown_post'],
      [8, 'bad', 'user_name_taken'],
    ])
    for (const { findings } of done.body.lines) for (const { zh, en } of findings) expect(zh && en).toBeTruthy()
    expect(done.body.made.map(({ userName }: { userName: string }) => userName)).toEqual(['qian.er', 'sun.san'])
    const { items } = (await admin.get('/api/v1/accounts?q=qian.er')).body
    expect(items[0].posts).toHaveLength(2)
  })

  it('puts nobody beside the holder of a post that one person holds', async () => {
    const holders = () =>
      district.app.db.transaction(nobody, (tx) =>
        tx.sql(`select holder_name from post_holders where post_id = '230406100.townshipHead' and until_at is null`),
      )
    const before = await holders()
    expect(before).toHaveLength(1)
    const done = await admin.upload(IMPORT, csv('用户名,姓名,岗位编号\nwei.shi,卫十,230406100.townshipHead\n'))
    expect(done.body).toMatchObject({ made: [], lines: [{ outcome: 'bad', findings: [{ code: 'post_held' }] }] })
    expect(await holders()).toEqual(before)
  })

  it('imported twice at once makes each account once', async () => {
    const list = csv('用户名,姓名\nzheng.qi,郑七\nwang.ba,王八一\n')
    const answers = await Promise.all([admin.upload(IMPORT, list), admin.upload(IMPORT, list)])
    expect(answers.map(({ body }) => body.made.length).sort()).toEqual([0, 2])
  })

  it.each([
    ['no_header', '姓名,电话\n郑七,1\n'],
    ['no_lines', '用户名,姓名\n,\n'],
  ])('is refused whole as %s', async (code, text) => {
    const before = await countOf()
    for (const url of [PREVIEW, IMPORT]) {
      const answer = await admin.upload(url, csv(text))
      expect([answer.status, answer.body.code, answer.body.errors[0].field]).toEqual([422, code, 'file'])
    }
    expect(await countOf()).toBe(before)
  })

  it('tells the audit how many and never a name or password', async () => {
    const done = await admin.upload(IMPORT, csv('用户名,姓名\nfeng.jiu,冯九\n'))
    const events = await district.app.db.transaction(nobody, (tx) =>
      tx.sql('select action, details from audit_events where request_id = $1 order by id', [
        done.headers['x-request-id'],
      ]),
    )
    expect(events).toEqual([
      { action: 'account.created', details: { posts: [] } },
      { action: 'accounts.imported', details: { lines: 1, made: 1 } },
    ])
  })

  it('is closed to everybody but the administrator', async () => {
    const office = await district.as('office')
    expect((await office.upload(IMPORT, csv('用户名,姓名\na.b,甲\n'))).status).toBe(403)
    expect((await office.get('/api/v1/accounts/import-template')).status).toBe(403)
  })
})
