// The roster under another plan: sixteen hours from 07:00, other units, swaps that wait for approval. Nothing of the plan that
// ships is taken for granted.
import path from 'node:path'
import { expect, it } from 'vitest'
import { openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { at } from '../../../kernel/time.ts'

const ZONE = 'Asia/Urumqi'
const plan = path.join(import.meta.dirname, '../../../plan/testing/second/yunling-county.yaml')
const district = await openTestDistrict({ plan, at: at('2020-01-25', '09:00', ZONE) })
const office = await district.as('office')
const BASE = '/api/v1/roster'

it('owes sixteen hours a day, and a swap that both want waits for approval', async () => {
  const { items } = (await office.get(`${BASE}/reachable`)).body
  const units = items.map(({ unitId, kind }: { unitId: string; kind: string }) => `${unitId}/${kind}`)
  expect(units.sort()).toEqual(['clinics/duty', 'countyHospital/duty', 'countyHospital/medical', 'office/duty'])
  const roster = (await office.get(`${BASE}/units/countyHospital?days=3`)).body
  expect(roster.gaps.filter(({ kind }: { kind: string }) => kind === 'duty')).toMatchObject([
    { from: at('2020-01-26', '07:00', ZONE), until: at('2020-01-26', '23:00', ZONE) },
    { from: at('2020-01-27', '07:00', ZONE), until: at('2020-01-27', '23:00', ZONE) },
  ])

  const people = [newId(), newId(), newId()]
  for (const [index, id] of people.entries()) {
    const body = {
      id,
      unitId: 'countyHospital',
      name: `值守${index}`,
      telephone: '0990-3000000',
      roles: ['leader', 'medical'],
    }
    expect((await office.post(`${BASE}/members`, body)).status).toBe(204)
  }
  const draft = { unitId: 'countyHospital', from: '2020-01-26', days: 2, staff: 0 }
  expect((await office.post(`${BASE}/drafts`, { ...draft, id: newId() })).body).toEqual({ made: 4, short: [] })
  const drafted = (await office.get(`${BASE}/units/countyHospital?from=2020-01-26&days=2`)).body.shifts
  const shiftIds = drafted.map(({ id }: { id: string }) => id)
  await office.post(`${BASE}/publications`, { unitId: 'countyHospital', shiftIds })

  const [shift] = drafted
  const fromMemberId = shift.seats[0].memberId
  const busy = drafted.slice(0, 2).map((one: { seats: { memberId: string }[] }) => one.seats[0]!.memberId)
  const toMemberId = people.find((id) => !busy.includes(id))
  const swap = { id: newId(), shiftId: shift.id, fromMemberId, toMemberId, reason: '家中有事' }
  expect((await office.post(`${BASE}/swaps`, swap)).status).toBe(204)
  const leads = async () => {
    const { shifts } = (await office.get(`${BASE}/units/countyHospital?from=2020-01-26&days=2`)).body
    return shifts.find(({ id }: { id: string }) => id === shift.id).seats[0].memberId
  }
  expect((await office.post(`${BASE}/swaps/${swap.id}/approve`)).status).toBe(409)
  expect((await office.post(`${BASE}/swaps/${swap.id}/agree`)).status).toBe(204)
  expect(await leads()).toBe(fromMemberId)
  expect((await office.post(`${BASE}/swaps/${swap.id}/approve`)).status).toBe(204)
  expect(await leads()).toBe(toMemberId)

  // At night nobody is owed, so nobody is called and no gap begins.
  await district.clock.moveTo(at('2020-01-26', '23:30', ZONE))
  expect((await office.post(`${BASE}/calls`, { id: newId() })).body.code).toBe('call.nobody')
  const near = (await office.get(`${BASE}/near`)).body.items[0]
  expect([near.unitId, near.isOwed]).toEqual(['office', false])
})
