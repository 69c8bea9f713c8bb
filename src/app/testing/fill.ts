// Something of everything in a district, for tests that must carry every table.
import type { TestDistrict } from './district.ts'

export async function fillDistrict(district: TestDistrict): Promise<void> {
  const office = await district.as('office')
  await office.post('/api/v1/me/api-keys', { name: '脚本', days: 7 })
}
