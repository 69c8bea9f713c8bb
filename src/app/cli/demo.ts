// `lianfang demo`: a district on a moved clock at 2020-01-25, every account on one printed password.
import { parseArgs } from 'node:util'
import { readConfig } from '../../platform/config.ts'
import { serve } from './start.ts'

const PASSWORD = 'lianfang-demo'
const FIRST_MORNING = '2020-01-25T00:30:00.000Z'

export async function run(args: string[]): Promise<undefined> {
  const { values } = parseArgs({ args, options: { clock: { type: 'string' } }, strict: false, allowPositionals: true })
  const config = readConfig(process.env, values.clock === undefined ? [...args, `--clock=${FIRST_MORNING}`] : args)
  await serve({ config: { ...config, dataFolder: `${config.dataFolder}-demo` }, password: PASSWORD })
}
