// The floor under any HTTP service here: a bare Fastify that validates the same body and sends it back.
import Fastify from 'fastify'
import { RecordReading } from '../src/modules/isolation/contract.ts'

const app = Fastify({ logger: false })
app.post('/echo', async (request) => RecordReading.parse(request.body))
const address = await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${JSON.stringify({ url: address })}\n`)
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)))
