// Tables from above over HTTP (M49): a real workbook of the city is kept, maps itself, is filled from the records; units are asked
// for the rest, owe it, answer once; it is corrected with a note, downloaded as it came, and said as text.
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type Client, openTestDistrict } from '../../../app/testing/district.ts'
import { newId } from '../../../kernel/ids.ts'
import { at } from '../../../kernel/time.ts'
import { nobody } from '../../../platform/db/database.ts'
import { fillWorkbook, readGrids } from '../../../platform/spreadsheet/index.ts'
import { registration } from '../../people/testing/invented.ts'
import type { FillingView, FormView, Mapping, TableRequest } from './contract.ts'

const local = (day: string, time: string) => at(day, time, 'Asia/Shanghai')
const DAY = '2020-01-26'
const district = await openTestDistrict({ at: local(DAY, '09:00') })
const { clock } = district
const [office, director, clerk, otherClerk, head, medic] = (await Promise.all(
  ['office', 'director', 'clerk-230406100', 'clerk-230406201', 'head-230406100', 'medic-230406100200'].map((name) =>
    district.as(name),
  ),
)) as [Client, Client, Client, Client, Client, Client]

const CITY = await readFile(new URL('./testing/city-form.xlsx', import.meta.url))
const done = async (answer: ReturnType<Client['get']>) => {
  const got = await answer
  expect(got.status, got.text).toBeLessThan(300)
  return got.body
}
const upload = (name: string, content = CITY, ids = { id: newId(), versionId: newId() }) =>
  office.upload('/api/v1/table-forms', { name: '市日报表.xlsx', content }, { ...ids, name })
const form = async (name: string): Promise<FormView> => done(upload(name))
const save = (view: FormView, mapping: Mapping, revision = view.current.revision) =>
  office.put(`/api/v1/table-form-versions/${view.current.id}/mapping`, { revision, mapping })
const asking = (view: FormView, column = 8): Mapping => ({
  ...view.current.mapping,
  table: {
    ...view.current.mapping.table!,
    columns: [
      ...view.current.mapping.table!.columns,
      {
        column,
        header: '口罩库存(只)',
        source: { kind: 'asked', title: '口罩库存（只）', type: 'number', required: true },
      },
    ],
  },
})
const begin = async (formId: string): Promise<FillingView> =>
  done(office.post('/api/v1/table-fillings', { id: newId(), formId, day: DAY }))
const url = ({ id }: { id: string }, what: string) => `/api/v1/table-fillings/${id}/${what}`
const ask = (filling: { id: string }, owners = ['unit:xinhua', 'unit:shuyuan'], dueAt = local(DAY, '18:00')) =>
  office.post(url(filling, 'asking'), { dueAt, owners })
/** A form asked of two units. */
const asked = async (name: string): Promise<FillingView> => {
  const view = await form(name)
  await done(save(view, asking(view)))
  return done(ask(await begin(view.id)))
}
const requestOf = async (who: Client, id: string): Promise<TableRequest> =>
  (await done(who.get('/api/v1/table-requests'))).items.find((one: TableRequest) => one.fillingId === id)
const answer = (who: Client, filling: { id: string }, value: number | string | null, more: object = {}) =>
  who.post(url(filling, 'answers'), {
    id: newId(),
    owner: 'unit:xinhua',
    version: 0,
    cells: [{ ref: 'H9', value }],
    ...more,
  })
const owed = async (title: string) =>
  (await done(office.get('/api/v1/occurrences?key=table&limit=200'))).items
    .filter((one: { title: { zh: string } }) => one.title.zh === `报表：${title}`)
    .map((one: { owner: { key: string }; state: string }) => `${one.owner.key} ${one.state}`)
    .toSorted()
const cellsOf = async (bytes: Buffer) => {
  const [grid] = await readGrids(bytes)
  return {
    grid: grid!,
    text: (row: number, column: number) =>
      grid!.cells.find((one) => one.row === row && one.column === column)?.text ?? '',
  }
}

describe('a form of the city', () => {
  it('is kept as it came and maps itself', async () => {
    const ids = { id: newId(), versionId: newId() }
    const view: FormView = await done(upload('日报表一', CITY, ids))
    expect(view.current).toMatchObject({ number: 1, fileName: '市日报表.xlsx', lost: [], revision: 1 })
    const { table, cells } = view.current.mapping
    expect(table!.rows.map(({ who }) => who)).toEqual([
      'unit:gongrencun',
      'unit:xinyi',
      'unit:dongshanOffice',
      'unit:hexing',
      'unit:xinhua',
      'unit:shuyuan',
      'unit:dongfanghong',
      'total',
    ])
    expect(table!.columns.map(({ column, source }) => [column, source])).toEqual([
      [3, { kind: 'figure', figure: 'registered', over: 'total' }],
      [4, { kind: 'figure', figure: 'isolationStarted', over: 'day' }],
      [5, { kind: 'figure', figure: 'inIsolation', over: 'day' }],
      [6, { kind: 'figure', figure: 'released', over: 'total' }],
      [7, { kind: 'figure', figure: 'fevers', over: 'day' }],
    ])
    expect(cells.map(({ ref, source }) => [ref, source.kind])).toEqual([
      ['G2', 'day'],
      ['D13', 'figure'],
    ])
    expect((await upload('日报表一', CITY, ids)).status).toBe(201)
    expect((await upload('别的表', CITY, ids)).body).toMatchObject({ status: 409, code: 'id_taken' })
    const original = await office.get(`/api/v1/table-form-versions/${view.current.id}/workbook`)
    expect(original.bytes.equals(CITY)).toBe(true)
  })

  it('is sealed in the database and open to the office alone', async () => {
    const view = await form('日报表二')
    const [row] = await district.app.db.transaction(nobody, (tx) =>
      tx.sql<{ sealed: Buffer }>('select sealed from table_form_versions where id = $1', [view.current.id]),
    )
    expect(row!.sealed.includes(CITY.subarray(100, 200))).toBe(false)
    for (const who of [clerk, medic]) expect((await who.get(`/api/v1/table-forms/${view.id}`)).status).toBe(403)
  })

  it('that is no form is refused in words, and nothing is kept', async () => {
    const before = (await done(office.get('/api/v1/table-forms'))).items.length
    for (const [content, code] of [
      [Buffer.from('单位,人数\n新华镇,1\n'), 'spreadsheet_not_workbook'],
      [Buffer.from('<html>'), 'spreadsheet_unknown_format'],
      [Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), 'spreadsheet_old_format'],
      [Buffer.alloc(0), 'spreadsheet_empty'],
    ] as const) {
      expect((await upload('坏表', content)).body).toMatchObject({ code })
    }
    const large = await upload('大表', Buffer.alloc(5 * 2 ** 20 + 1))
    expect(large.status).toBe(413)
    expect((await upload('')).status).toBe(400)
    expect((await done(office.get('/api/v1/table-forms'))).items.length).toBe(before)
  })

  it('is mapped by one clerk at a time, and never over a formula', async () => {
    const view = await form('日报表三')
    const wrong = await save(view, {
      ...view.current.mapping,
      cells: [{ ref: 'C12', label: '', source: { kind: 'day' } }],
    })
    expect(wrong.body).toMatchObject({ status: 422, errors: [{ code: 'formula', field: 'cells[0]' }] })
    const [one, two] = await Promise.all([save(view, asking(view)), save(view, asking(view))])
    expect([one.status, two.status].toSorted()).toEqual([200, 409])
  })

  it('of tomorrow keeps what is still there and names what is lost', async () => {
    const view = await form('日报表四')
    await done(save(view, asking(view)))
    const changed = await fillWorkbook(
      CITY,
      '日报表',
      new Map([
        ['G3', '新增病例'],
        ['H3', '发热人数'],
        ['C3', '口罩库存（只）'],
      ]),
    )
    const path = `/api/v1/table-forms/${view.id}/versions`
    const id = newId()
    const next: FormView = await done(office.upload(path, { name: 'a.xlsx', content: changed }, { id }))
    expect(next.current).toMatchObject({ number: 2, lost: ['累计排查返鹤人数'] })
    expect(
      next.current.mapping.table!.columns.map(({ column, source }) => [
        column,
        source.kind === 'figure' ? source.figure : source.kind,
      ]),
    ).toEqual([
      [3, 'asked'],
      [4, 'isolationStarted'],
      [5, 'inIsolation'],
      [6, 'released'],
      [8, 'fevers'],
    ])
    expect((await office.upload(path, { name: 'a.xlsx', content: changed }, { id })).status).toBe(201)
    expect((await office.upload(path, { name: 'a.xlsx', content: CITY }, { id })).status).toBe(409)
    expect((await save(view, asking(view))).body).toMatchObject({ code: 'version_old' })
  })
})

describe('a filling', () => {
  it('has the figures of the records by unit, the day and the totals, in the same layout', async () => {
    const arrival = { arrivalDay: DAY, originText: '哈尔滨', firstTemperature: 36.5 }
    await done(office.post('/api/v1/persons', registration({ areaCode: '230406100200', arrival })))
    await done(
      office.post(
        '/api/v1/persons',
        registration({ areaCode: '230406100200', arrival: { ...arrival, firstTemperature: 38.4 } }),
      ),
    )
    await done(office.post('/api/v1/persons', registration({ areaCode: '230406201', arrival })))
    const view = await form('日报表五')
    const filling = await begin(view.id)
    expect(filling).toMatchObject({
      state: 'draft',
      from: local('2020-01-25', '15:00'),
      until: local(DAY, '15:00'),
      snapshot: { number: 1 },
    })
    const value = (ref: string) => filling.cells.find((cell) => cell.ref === ref)?.value
    expect(['C9', 'D9', 'E9', 'F9', 'G9', 'C10', 'C12', 'D13', 'G2'].map(value)).toEqual([
      2,
      2,
      2,
      0,
      1,
      1,
      3,
      1,
      '2020年1月26日',
    ])
    const file = await office.get(url(filling, 'workbook'))
    expect(file.status).toBe(200)
    const { grid, text } = await cellsOf(file.bytes)
    expect([text(9, 3), text(10, 3), text(12, 3), text(2, 7), text(13, 4)]).toEqual([
      '2',
      '1',
      '3',
      '2020年1月26日',
      '1',
    ])
    const before = (await readGrids(CITY))[0]!
    expect(grid.merges).toEqual(before.merges)
    expect([text(1, 1), text(3, 3), text(8, 2)]).toEqual([
      '鹤岗市新型冠状病毒感染的肺炎疫情防控日报表',
      '累计排查返鹤人数',
      '鹤兴街道',
    ])
    const events = (await done(director.get('/api/v1/audit-events?limit=20'))).items
    expect(events.map(({ action }: { action: string }) => action)).toContain('table.downloaded')
  })

  it('keeps its figures until they are taken again, and says when that was', async () => {
    const view = await form('日报表六')
    const filling = await begin(view.id)
    const before = filling.cells.find(({ ref }) => ref === 'C9')!.value as number
    await done(
      office.post(
        '/api/v1/persons',
        registration({ areaCode: '230406100200', arrival: { arrivalDay: DAY, originText: '哈尔滨' } }),
      ),
    )
    const read = (await done(office.get(`/api/v1/table-fillings/${filling.id}`))) as FillingView
    expect(read.cells.find(({ ref }) => ref === 'C9')!.value).toBe(before)
    const again: FillingView = await done(office.post(url(filling, 'snapshots')))
    expect(again.snapshot.number).toBe(2)
    expect(again.cells.find(({ ref }) => ref === 'C9')!.value).toBe(before + 1)
  })

  it('is begun once, for a day that has come, of a form that stands for something', async () => {
    const view = await form('日报表七')
    const body = { id: newId(), formId: view.id, day: DAY }
    await done(office.post('/api/v1/table-fillings', body))
    expect((await office.post('/api/v1/table-fillings', body)).status).toBe(201)
    expect((await office.post('/api/v1/table-fillings', { ...body, day: '2020-01-25' })).status).toBe(409)
    const ahead = await office.post('/api/v1/table-fillings', { ...body, id: newId(), day: '2020-01-27' })
    expect(ahead.body).toMatchObject({ status: 422, errors: [{ code: 'day_ahead', field: 'day' }] })
    await done(save(view, { sheet: '日报表', table: null, cells: [], list: null }))
    const empty = await office.post('/api/v1/table-fillings', { ...body, id: newId() })
    expect(empty.body).toMatchObject({ status: 422, code: 'nothing_mapped' })
  })

  it('is corrected with a note only, by one at a time, and the total follows', async () => {
    const view = await form('日报表八')
    const filling = await begin(view.id)
    const correct = (more: object) =>
      office.post(url(filling, 'corrections'), { id: newId(), ref: 'D10', value: 7, note: '漏录', seen: 0, ...more })
    expect((await correct({ note: '' })).body.errors).toMatchObject([{ field: 'note' }])
    expect((await correct({ ref: 'C12' })).body).toMatchObject({ code: 'total' })
    expect((await correct({ ref: 'A1' })).body).toMatchObject({ code: 'not_filled' })
    expect((await correct({ value: '七' })).body).toMatchObject({ code: 'not_number' })
    const [one, two] = await Promise.all([correct({}), correct({ value: 8 })])
    expect([one.status, two.status].toSorted()).toEqual([201, 409])
    const read: FillingView = await done(office.get(`/api/v1/table-fillings/${filling.id}`))
    const cell = read.cells.find(({ ref }) => ref === 'D10')!
    expect(cell.corrected).toMatchObject({ note: '漏录' })
    expect(read.cells.find(({ ref }) => ref === 'D12')!.value).toBe(
      read.cells
        .filter(({ column, who }) => column === 4 && who.startsWith('unit:'))
        .reduce((sum, { value }) => sum + (value as number), 0),
    )
  })
})

describe('units are asked', () => {
  it('owe it until the deadline, answer their own cells, and the office sees who has and has not', async () => {
    const filling = await asked('防护物资表')
    expect(filling).toMatchObject({ state: 'asked', asked: 2, answered: 0, may: { ask: false } })
    expect(await owed('防护物资表')).toEqual(['shuyuan open', 'xinhua open'])
    const told = (await done(clerk.get('/api/v1/notifications'))).items
    expect(told[0]).toMatchObject({ kind: 'tableAsked', path: '/table-requests' })
    const request = await requestOf(head, filling.id)
    expect(request).toMatchObject({
      formName: '防护物资表',
      version: 0,
      items: [{ ref: 'H9', title: '口罩库存（只）', type: 'number', value: null }],
    })
    expect((await answer(clerk, filling, null)).body).toMatchObject({ status: 422, errors: [{ code: 'not_filled' }] })
    expect((await answer(clerk, filling, 5, { cells: [{ ref: 'H10', value: 5 }] })).body.errors[0]).toMatchObject({
      code: 'not_asked',
      field: 'cells[0]',
    })
    const id = newId()
    await done(answer(clerk, filling, 320, { id }))
    expect((await answer(clerk, filling, 320, { id })).status).toBe(201)
    expect((await answer(head, filling, 999)).body).toMatchObject({ code: 'answered_meanwhile' })
    expect(await owed('防护物资表')).toEqual(['shuyuan open', 'xinhua inTime'])
    await done(answer(head, filling, 340, { version: 1 }))
    const read: FillingView = await done(office.get(`/api/v1/table-fillings/${filling.id}`))
    expect(read.owners.map(({ id: owner, answeredAt }) => [owner, answeredAt !== null])).toEqual([
      ['unit:xinhua', true],
      ['unit:shuyuan', false],
    ])
    expect(read.text).toContain('未报单位：蔬园乡。')
    expect(read.text).toMatch(/^【防护物资表】2020年1月26日（截至 09:00）\n/)
    expect(read.text).toMatch(/\n新华镇：.*口罩库存\(只\) 340；/)
    await done(answer(otherClerk, filling, 60, { owner: 'unit:shuyuan', cells: [{ ref: 'H10', value: 60 }] }))
    const file = await cellsOf((await office.get(url(filling, 'workbook'))).bytes)
    expect([file.text(9, 8), file.text(10, 8), file.text(12, 8)]).toEqual(['340', '60', '400'])
  })

  it('only theirs: another unit, whoever was not asked, and a medic are refused', async () => {
    const filling = await asked('权限表')
    expect((await answer(otherClerk, filling, 1)).status).toBe(403)
    expect((await answer(clerk, filling, 1, { owner: 'unit:farm' })).status).toBe(404)
    expect((await answer(medic, filling, 1)).status).toBe(403)
    expect((await clerk.get(`/api/v1/table-fillings/${filling.id}`)).status).toBe(403)
    expect((await requestOf(otherClerk, filling.id)).owner.id).toBe('unit:shuyuan')
  })

  it('two clerks of one unit at once: one is first, nothing is lost', async () => {
    const filling = await asked('同时表')
    const both = await Promise.all([answer(clerk, filling, 1), answer(head, filling, 2)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
    expect((await requestOf(clerk, filling.id)).version).toBe(1)
  })

  it('with a deadline to come, and of whom the table asks something', async () => {
    const view = await form('询问表')
    const plain = await begin(view.id)
    expect(plain.mayAsk).toEqual([])
    expect((await ask(plain)).body.errors.map(({ code }: { code: string }) => code)).toContain('nothing_asked')
    await done(save(view, asking(view)))
    const filling = await begin(view.id)
    expect(filling.mayAsk.every(({ isOwn }) => isOwn)).toBe(true)
    expect((await ask(filling, ['unit:xinhua'], local(DAY, '08:00'))).body).toMatchObject({
      status: 422,
      errors: [{ field: 'dueAt' }],
    })
    expect((await ask(filling, ['unit:healthBureau'])).body).toMatchObject({
      status: 422,
      errors: [{ code: 'not_in_table', field: 'owners[0]' }],
    })
    await done(ask(filling))
    expect((await ask(filling)).status).toBe(200)
    expect((await ask(filling, ['unit:xinhua'])).body).toMatchObject({ code: 'asked_already' })
  })

  it('one figure of the whole district is asked of all and totalled', async () => {
    const view = await form('单格表')
    const source = { kind: 'asked', title: '消毒车辆', type: 'number', required: true } as const
    await done(
      save(view, { sheet: '日报表', table: null, cells: [{ ref: 'D13', label: '消毒车辆', source }], list: null }),
    )
    const filling = await begin(view.id)
    expect(filling.mayAsk.filter(({ isOwn }) => isOwn)).toHaveLength(7)
    await done(ask(filling, ['unit:xinhua', 'group:screening', 'unit:shuyuan']))
    const cells = [{ ref: 'D13', value: 2 }]
    await done(answer(clerk, filling, null, { cells }))
    await done(answer(otherClerk, filling, null, { owner: 'unit:shuyuan', cells: [{ ref: 'D13', value: 3 }] }))
    const read: FillingView = await done(office.get(`/api/v1/table-fillings/${filling.id}`))
    expect(read.cells).toMatchObject([{ ref: 'D13', value: 5, kind: 'asked' }])
    expect(read.text).toContain('消毒车辆：5；')
  })

  it('closed early nothing is owed any more and nobody answers; withdrawn it is gone from their list', async () => {
    const filling = await asked('提前表')
    await done(answer(clerk, filling, 1))
    await done(office.post(url(filling, 'closing')))
    expect(await owed('提前表')).toEqual(['shuyuan closed', 'xinhua inTime'])
    const late = await answer(otherClerk, filling, 1, { owner: 'unit:shuyuan', cells: [{ ref: 'H10', value: 1 }] })
    expect(late.body).toMatchObject({ code: 'table_settled' })
    expect((await office.post(url(filling, 'snapshots'))).body).toMatchObject({ code: 'table_closed' })
    const wrong = await asked('错表')
    await done(office.post(url(wrong, 'withdrawal'), { reason: '市里撤回' }))
    expect(await owed('错表')).toEqual(['shuyuan closed', 'xinhua closed'])
    expect(await requestOf(clerk, wrong.id)).toBeUndefined()
    expect((await office.get(url(wrong, 'workbook'))).status).toBe(410)
  })

  it('is judged as any obligation: late after the deadline, missed at the end of the day, closed with the response', async () => {
    const [filling, other] = [await asked('迟报表'), await asked('漏报表')]
    await clock.moveTo(local(DAY, '18:00'))
    await done(answer(clerk, filling, 1))
    const read: FillingView = await done(office.get(`/api/v1/table-fillings/${filling.id}`))
    expect(read.owners.map(({ isLate }) => isLate)).toEqual([true, true])
    await done(office.post(url(other, 'closing')))
    await clock.moveTo(local('2020-01-27', '09:00'))
    expect(await owed('迟报表')).toEqual(['shuyuan missed', 'xinhua late'])
    expect(await owed('漏报表')).toEqual(['shuyuan missed', 'xinhua missed'])
  })
})

describe('a list of persons', () => {
  const withList = (search: Record<string, string>, person = 'document') => ({
    sheet: '日报表',
    table: null,
    cells: [],
    list: {
      name: '全部',
      search,
      firstRow: 14,
      columns: [
        { column: 1, header: '序号', person: 'serial' },
        { column: 2, header: '姓名', person: 'name' },
        { column: 3, header: '证件', person },
      ],
    },
  })
  it('comes through its export: masked, audited, in the looks of the first row', async () => {
    const view = await form('名单表')
    expect((await save(view, withList({}, 'height'))).body).toMatchObject({ errors: [{ code: 'column_unknown' }] })
    await done(save(view, withList({})))
    const filling = await begin(view.id)
    const { text } = await cellsOf((await office.get(url(filling, 'workbook'))).bytes)
    const { count } = await done(office.get('/api/v1/persons/count'))
    expect(count).toBeGreaterThan(2)
    expect(text(13 + count, 1)).toBe(String(count))
    expect(text(14, 2)).not.toBe('')
    expect(text(14, 3)).toMatch(/\*{4}/)
    const events = (await done(director.get('/api/v1/audit-events?limit=20'))).items
    expect(events.map(({ action }: { action: string }) => action)).toContain('persons.exported')
  })

  it('that does not fit, or is of no filter any more, is refused', async () => {
    const view = await form('小名单表')
    const small = withList({})
    await done(
      save(view, {
        ...small,
        list: { ...small.list, firstRow: 5, columns: [{ column: 3, header: 'x', person: 'name' }] },
      }),
    )
    const filling = await begin(view.id)
    const more = Array.from({ length: 8 }, () =>
      office.post(
        '/api/v1/persons',
        registration({ areaCode: '230406100200', arrival: { arrivalDay: DAY, originText: '哈尔滨' } }),
      ),
    )
    await Promise.all(more)
    expect((await office.get(url(filling, 'workbook'))).body).toMatchObject({
      status: 422,
      errors: [{ code: 'list_too_long' }],
    })
    const other = await form('旧名单表')
    await done(save(other, withList({ status: 'nothing' })))
    expect((await office.get(url(await begin(other.id), 'workbook'))).body).toMatchObject({
      errors: [{ code: 'list_unknown' }],
    })
  })
})

describe('with the response', () => {
  const decide = (kind: 'stoodDown' | 'activated') =>
    director.post('/api/v1/response-changes', {
      id: newId(),
      kind,
      level: '1',
      effectiveDay: '2020-01-28',
      authority: '区委常委会',
      reason: '疫情变化',
    })
  it('stood down nothing is owed and nobody is asked; begun again totals are of this response alone', async () => {
    await clock.moveTo(local('2020-01-28', '09:00'))
    const body = (formId: string, day: string) => ({ id: newId(), formId, day, span: 'calendar' })
    const view = await form('响应表')
    await done(save(view, asking(view)))
    const open: FillingView = await done(office.post('/api/v1/table-fillings', body(view.id, '2020-01-28')))
    const total = (filling: FillingView) => filling.cells.find(({ ref }) => ref === 'C9')!.value as number
    expect(total(open)).toBeGreaterThan(2)
    await done(ask(open, ['unit:xinhua'], local('2020-01-28', '18:00')))
    await done(decide('stoodDown'))
    expect(await owed('响应表')).toEqual(['xinhua closed'])
    const idle: FillingView = await done(office.post('/api/v1/table-fillings', body(view.id, '2020-01-28')))
    const refused = await ask(idle, ['unit:xinhua'], local('2020-01-28', '18:00'))
    expect(refused.body).toMatchObject({ status: 409, code: 'response_not_active' })
    expect((await done(office.get(`/api/v1/table-fillings/${idle.id}`))).state).toBe('draft')
    await clock.moveTo(local('2020-01-29', '09:00'))
    await done(decide('activated'))
    const again: FillingView = await done(office.post('/api/v1/table-fillings', body(view.id, '2020-01-29')))
    expect(total(again)).toBe(0)
    const before: FillingView = await done(office.post('/api/v1/table-fillings', body(view.id, '2020-01-28')))
    expect(total(before)).toBe(total(open))
  })
})

it('is listed page by page as it is counted, by form and state', async () => {
  const { count } = await done(office.get('/api/v1/table-fillings/count?state=draft'))
  const first = await done(office.get('/api/v1/table-fillings?state=draft&limit=2'))
  const rest = await done(office.get(`/api/v1/table-fillings?state=draft&limit=200&cursor=${first.next}`))
  expect(first.items.length + rest.items.length).toBe(count)
  const { items } = await done(office.get('/api/v1/table-forms'))
  expect(items.find(({ name }: { name: string }) => name === '日报表四')).toMatchObject({ versions: 2, fillings: 0 })
})
