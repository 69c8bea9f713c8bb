// The running server: a district, its jobs and its HTTP port, started in order and stopped in reverse, the database last.
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { anonymous } from '../modules/identity/index.ts'
import { claimServer } from '../platform/data-folder.ts'
import { createHttp } from '../platform/http/http.ts'
import { type Jobs, startJobs } from '../platform/jobs.ts'
import { type District, type DistrictOptions, openDistrict } from './district.ts'
import { serveWeb } from './web.ts'

export interface RunningServer {
  district: District
  address: string
  stop(): Promise<void>
}

/** `pages`, when given, is waited for before the port opens. */
export async function startServer(options: DistrictOptions & { pages?: Promise<void> }): Promise<RunningServer> {
  const { config, log } = options
  const unclaim = await claimServer(config.dataFolder, { host: config.host, port: config.port })
  let district: District | null = null
  let jobs: Jobs | null = null
  let http: FastifyInstance | null = null
  const stop = async () => {
    await http?.close()
    await jobs?.stop()
    await district?.close()
    await unclaim()
  }
  try {
    district = await openDistrict(options)
    const { app, connection } = district
    jobs = await startJobs(connection, { clock: app.clock, jobs: app.jobs, log })
    const started = jobs
    http = await createHttp({
      routes: app.routes,
      identify: app.sessions.identify,
      context: app.contextFor,
      ready: async () => started.ready() && (await app.db.pool.query('select 1')).rowCount === 1,
      anonymous,
      log,
      rateLimit: config.rateLimit,
    })
    await options.pages
    await serveWeb(http)
    await http.listen({ host: config.host, port: config.port })
    const { port } = http.server.address() as AddressInfo
    return { district, address: config.port === port ? config.publicUrl : `http://${config.host}:${port}`, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
