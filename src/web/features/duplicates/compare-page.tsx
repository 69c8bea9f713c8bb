// Two registrations beside each other (decision 0012): every field, which differ, what hangs on each; one is kept, and of
// each field that differs the value that is right.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button, Input, Modal, Radio, Skeleton } from 'antd'
import { Fragment, type ReactNode, useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { PeriodView } from '../../../modules/isolation/contract/views.ts'
import type { PersonView } from '../../../modules/people/contract.ts'
import type { Chosen, Comparison, MergeView } from '../../../modules/people/merge/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useApi, useSend } from '../../shell/queries.ts'
import { useAreas } from '../../ui/areas.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { periodsOf } from '../isolation/paths.ts'
import { StateTag } from '../isolation/state-tag.tsx'
import { usePersonsWords } from '../persons/words.ts'
import { useDuplicateWords } from './words.ts'
import './duplicates.css'

type Pick = 'left' | 'right' | 'both'
const STALE = ['/api/v1/persons', '/api/v1/possible-duplicates', '/api/v1/isolation', '/api/v1/board']

export function ComparePage() {
  const say = useDuplicateWords()
  const search = useSearch({ from: '/frame/duplicates/compare' }) as { left?: string; right?: string }
  const { left, right } = search
  const { data, error, refetch } = useApi<Comparison>(
    left && right ? `/api/v1/persons/${left}/comparison` : null,
    { with: right },
    { gcTime: 0 },
  )
  if (!left || !right) {
    return (
      <p>
        {say('missing')} <Link to="/duplicates">{say('back')}</Link>
      </p>
    )
  }
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 10 }} />
  return <Compare key={`${data.left.version}.${data.right.version}`} data={data} again={() => void refetch()} />
}

function Compare({ data, again }: { data: Comparison; again: () => void }) {
  const say = useDuplicateWords()
  const common = useCommon()
  const persons = usePersonsWords()
  const inLanguage = useBilingual()
  const { pathOf } = useAreas()
  const [kept, setKept] = useState<'left' | 'right'>(
    data.left.registeredAt <= data.right.registeredAt ? 'left' : 'right',
  )
  const [picks, setPicks] = useState<Partial<Record<Chosen, Pick>>>({ telephones: 'both' })
  const [isAsking, setAsking] = useState(false)
  const pickOf = (field: Chosen): Pick => picks[field] ?? kept
  const isSame = (field: Chosen) => !data.differs.includes(field)
  const values: Record<Chosen, (person: PersonView) => ReactNode> = {
    name: (person) => person.name,
    document: (person) => (
      <>
        {persons(person.documentType)} <span className="num">{person.documentMasked}</span>
      </>
    ),
    sex: (person) => common(person.sex ?? 'unknown'),
    birthDate: (person) => <span className="num">{person.birthDate ?? '—'}</span>,
    telephones: (person) => <span className="num">{person.telephones.join('，') || '—'}</span>,
    area: (person) => pathOf(person.areaCode),
    address: (person) => person.address || '—',
    household: (person) =>
      person.householdId === null
        ? say('noHousehold')
        : person.household.map((member) => member.name).join('、') || say('inHousehold'),
  }
  const choose = (field: Chosen) => (
    <Radio.Group
      value={pickOf(field)}
      onChange={({ target }) => setPicks({ ...picks, [field]: target.value as Pick })}
      aria-label={say(field)}
      options={[
        { value: 'left', label: say('one') },
        { value: 'right', label: say('two') },
        ...(field === 'telephones' ? [{ value: 'both', label: say('both') }] : []),
      ]}
    />
  )
  const mark = (side: 'left' | 'right', field: Chosen) =>
    !isSame(field) && [side, 'both'].includes(pickOf(field)) ? ' is-kept' : ''
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('compareTitle')}</h1>
        <Link to="/duplicates">{say('back')}</Link>
      </div>
      <section className="card">
        <header className="compare-head">
          <h2>{say('keepWhich')}</h2>
          <Radio.Group
            value={kept}
            onChange={({ target }) => setKept(target.value as 'left' | 'right')}
            aria-label={say('keepWhich')}
            options={[
              { value: 'left', label: `${say('one')}：${data.left.name}` },
              { value: 'right', label: `${say('two')}：${data.right.name}` },
            ]}
          />
          <span className="quiet">{say('keepHint')}</span>
        </header>
        <div className="compare">
          <div className="field">{say('field')}</div>
          {(['left', 'right'] as const).map((side) => (
            <div key={side} className={kept === side ? 'is-kept' : ''}>
              <strong>{say(side === 'left' ? 'one' : 'two')}</strong>{' '}
              {kept === side && <Tag tone="act">{say('keepValue')}</Tag>}
              <div>
                <Link to="/persons/$id" params={{ id: data[side].id }}>
                  {say('openPerson')}
                </Link>
              </div>
              <div className="quiet">
                {say('registered')} <WhenText at={data[side].registeredAt} /> {data[side].registeredBy}
              </div>
            </div>
          ))}
          {(Object.keys(values) as Chosen[]).map((field) => (
            <Fragment key={field}>
              <div className={`field${isSame(field) ? '' : ' differs'}`}>
                {say(field)} {!isSame(field) && <Tag tone="warn">{say('differs')}</Tag>}
                {!isSame(field) && <div>{choose(field)}</div>}
              </div>
              <div className={`${isSame(field) ? '' : 'differs'}${mark('left', field)}`}>
                {values[field](data.left)}
              </div>
              <div className={`${isSame(field) ? '' : 'differs'}${mark('right', field)}`}>
                {values[field](data.right)}
              </div>
            </Fragment>
          ))}
          <div className="field">{say('periods')}</div>
          <Periods personId={data.left.id} />
          <Periods personId={data.right.id} />
        </div>
      </section>
      <section className="card">
        <header>
          <h2>{say('hangs')}</h2>
          <span className="quiet">{say('hangsHint')}</span>
        </header>
        <div className="compare">
          {data.hangs
            .filter(({ left, right }) => left + right > 0)
            .map((row) => (
              <Fragment key={row.table}>
                <div className="field">{inLanguage(row)}</div>
                <div className="num">{row.left}</div>
                <div className="num">{row.right}</div>
              </Fragment>
            ))}
        </div>
      </section>
      <div className="form-acts">
        {data.may.merge ? (
          <Button type="primary" onClick={() => setAsking(true)}>
            {say('merge')}
          </Button>
        ) : (
          <span className="quiet">{say('mayNot')}</span>
        )}
      </div>
      {isAsking && (
        <MergeDialog
          data={data}
          kept={kept}
          picks={Object.fromEntries(data.differs.map((field) => [field, pickOf(field)]))}
          onClose={(stale) => {
            setAsking(false)
            if (stale) again()
          }}
        />
      )}
    </div>
  )
}

function Periods({ personId }: { personId: string }) {
  const say = useDuplicateWords()
  const { data } = useApi<{ items: PeriodView[] }>(periodsOf(personId))
  if (data?.items.length === 0) return <div className="quiet">{say('noPeriod')}</div>
  return (
    <div>
      {data?.items.map((period) => (
        <div key={period.id}>
          <StateTag state={period.status.state} />{' '}
          <span className="num">{say('period', { start: period.startDay, end: period.lastDay })}</span>
        </div>
      ))}
    </div>
  )
}

function MergeDialog({
  data,
  kept,
  picks,
  onClose,
}: {
  data: Comparison
  kept: 'left' | 'right'
  picks: Partial<Record<string, Pick>>
  onClose: (stale: boolean) => void
}) {
  const say = useDuplicateWords()
  const common = useCommon()
  const navigate = useNavigate()
  const { message } = App.useApp()
  // Pressed twice it is one merge.
  const id = useRef(newId())
  const [reason, setReason] = useState('')
  const [one, other] = kept === 'left' ? [data.left, data.right] : [data.right, data.left]
  const sideOf = (pick: Pick | undefined) => (pick === 'both' ? pick : pick === kept ? 'kept' : 'other')
  const merging = useSend(
    () =>
      api.post<MergeView>(`/api/v1/persons/${one.id}/merges`, {
        id: id.current,
        otherId: other.id,
        version: one.version,
        otherVersion: other.version,
        choices: Object.fromEntries(Object.entries(picks).map(([field, pick]) => [field, sideOf(pick)])),
        reason,
      }),
    STALE,
  )
  const merge = () =>
    merging.mutate(undefined, {
      onSuccess: ({ keptId }) => {
        void message.success(say('merged'))
        void navigate({ to: '/persons/$id', params: { id: keptId } })
      },
    })
  return (
    <Modal
      open
      title={say('mergeTitle')}
      okText={say('merge')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: merging.isPending }}
      onOk={merge}
      onCancel={() => onClose(merging.isError)}
    >
      <div className="stack">
        <ProblemAlert error={merging.error} />
        <p>{say('mergeAsk', { kept: one.name, other: other.name })}</p>
        <p className="quiet">{say('mergeUndo')}</p>
        <Input.TextArea
          rows={2}
          maxLength={300}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          aria-label={say('mergeReason')}
          placeholder={say('mergeReason')}
        />
      </div>
    </Modal>
  )
}
