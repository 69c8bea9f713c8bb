// Everybody registered in the own area (M07): found by name, pinyin, telephone or document, filtered, exported.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { PersonRow } from '../../../modules/people/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useMay } from '../../shell/session.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column, Filter } from '../../ui/list/types.ts'
import { Tag } from '../../ui/tag.tsx'
import { Telephone } from '../../ui/telephone.tsx'
import { Temperature } from '../../ui/temperature.tsx'
import { DayText, WhenText } from '../../ui/when.tsx'
import { usePersonsWords } from './words.ts'

const LIVE = ['people'] as const

function useColumns(): Column<PersonRow>[] {
  const say = usePersonsWords()
  const common = useCommon()
  return [
    {
      key: 'name',
      title: say('name'),
      lead: true,
      cell: (row) => (
        <Link to="/persons/$id" params={{ id: row.id }}>
          {row.name}
        </Link>
      ),
    },
    { key: 'sex', title: say('sex'), cell: (row) => (row.sex ? common(row.sex) : '—') },
    {
      key: 'birthDate',
      title: say('birthDate'),
      extra: true,
      cell: (row) => <span className="num">{row.birthDate}</span>,
    },
    { key: 'document', title: say('document'), cell: (row) => <span className="num">{row.documentMasked}</span> },
    { key: 'telephone', title: say('telephone'), cell: (row) => <Telephone number={row.telephone} /> },
    { key: 'township', title: say('township'), cell: (row) => row.township },
    { key: 'village', title: say('village'), cell: (row) => row.village },
    { key: 'address', title: say('address'), extra: true, cell: (row) => row.address },
    {
      key: 'category',
      title: say('category'),
      cell: (row) => (row.category === 'keyArea' ? <Tag tone="bad">{say('keyArea')}</Tag> : say(row.category)),
    },
    {
      key: 'status',
      title: say('arrivalStatus'),
      cell: (row) =>
        row.leftOn ? (
          <span>
            {say('left')} <DayText day={row.leftOn} />
          </span>
        ) : row.status === 'expected' ? (
          <Tag tone="warn">{say('expected')}</Tag>
        ) : (
          say(row.status)
        ),
    },
    { key: 'origin', title: say('origin'), cell: (row) => row.originText },
    { key: 'arrivalDay', title: say('arrivalDay'), cell: (row) => <DayText day={row.arrivalDay} /> },
    { key: 'means', title: say('means'), extra: true, cell: (row) => row.means },
    { key: 'serviceNo', title: say('serviceNo'), extra: true, cell: (row) => row.serviceNo },
    { key: 'companions', title: say('companions'), extra: true, cell: (row) => row.companions },
    {
      key: 'firstTemperature',
      title: say('temperature'),
      cell: (row) =>
        row.temperatureOwed ? <Tag tone="warn">{say('owed')}</Tag> : <Temperature celsius={row.firstTemperature} />,
    },
    { key: 'remark', title: say('remark'), extra: true, cell: (row) => row.remark },
    { key: 'registeredAt', title: say('registeredAt'), extra: true, cell: (row) => <WhenText at={row.registeredAt} /> },
  ]
}

function useFilters(): Filter[] {
  const say = usePersonsWords()
  return [
    { kind: 'search', key: 'q', label: say('search') },
    { kind: 'area', key: 'area', label: say('area') },
    {
      kind: 'select',
      key: 'category',
      label: say('category'),
      options: [
        { value: 'keyArea', label: say('keyArea') },
        { value: 'elsewhere', label: say('elsewhere') },
      ],
    },
    {
      kind: 'select',
      key: 'status',
      label: say('arrivalStatus'),
      options: [
        { value: 'arrived', label: say('arrived') },
        { value: 'expected', label: say('expected') },
        { value: 'cancelled', label: say('cancelled') },
      ],
    },
    {
      kind: 'select',
      key: 'presence',
      label: say('presence'),
      options: [
        { value: 'here', label: say('here') },
        { value: 'left', label: say('left') },
      ],
    },
    { kind: 'day', key: 'arrivedFrom', label: say('arrivalFrom') },
    { kind: 'day', key: 'arrivedTo', label: say('arrivalTo') },
    { kind: 'flag', key: 'hasFever', label: say('fever') },
    { kind: 'flag', key: 'temperatureOwed', label: say('owed') },
    { kind: 'flag', key: 'overdue', label: say('overdueArrival') },
    { kind: 'hidden', key: 'registeredFrom' },
    { kind: 'hidden', key: 'registeredTo' },
    { kind: 'hidden', key: 'importId' },
    { kind: 'hidden', key: 'household' },
  ]
}

export function PersonsPage() {
  const say = usePersonsWords()
  const can = useMay()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/persons' })
  return (
    <>
      <div className="page-head">
        <h1>{say('title')}</h1>
        <div className="row">
          {can('person.import') && <Link to="/import">{say('import')}</Link>}
          {can('person.register') && (
            <Link to="/persons/new" className="button-link">
              {say('register')}
            </Link>
          )}
        </div>
      </div>
      <ResourceList<PersonRow>
        name="persons"
        label={say('title')}
        path="/api/v1/persons"
        columns={useColumns()}
        filters={useFilters()}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/persons', search: next, replace: true })}
        onOpen={(row) => void navigate({ to: '/persons/$id', params: { id: row.id } })}
        rowClass={(row) => (row.status === 'cancelled' || row.leftOn ? 'is-faded' : '')}
        exportable={can('person.export')}
        live={LIVE}
        empty={{
          title: say('empty'),
          hint: (
            <>
              {say('emptyHint')} {can('person.register') && <Link to="/persons/new">{say('register')}</Link>}{' '}
              {can('person.import') && <Link to="/import">{say('import')}</Link>}
            </>
          ),
        }}
      />
    </>
  )
}
