// A proposal by load to look at, change and confirm (M21, M52): for everybody who has nobody, or for those of one who hands
// over. Nothing happens before it is confirmed; when the list has changed meanwhile, the server says so.
import { App, Button, Drawer, Input, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { ActMade, Proposal } from '../../../modules/isolation/contract/assignments.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { AreaPicker } from '../../ui/area-picker.tsx'
import { useAreas } from '../../ui/areas.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { ACTS, ASSIGNMENT_STALE, PROPOSALS, type Role } from './paths.ts'
import { useAssignmentWords } from './words.ts'

const KEEP = ''

interface Props {
  role: Role
  area: string | undefined
  from?: { id: string; name: string }
  onClose: () => void
}

export function SpreadDrawer({ role, area: asked, from, onClose }: Props) {
  const say = useAssignmentWords()
  const common = useCommon()
  const me = useMe()
  const { message } = App.useApp()
  const areas = me.permissions['isolation.assign'] ?? []
  const [area, setArea] = useState(asked ?? areas[0] ?? '')
  const [to, setTo] = useState<string[]>()
  const [changed, setChanged] = useState<Record<string, string>>({})
  const [reason, setReason] = useState('')
  const [id, setId] = useState(newId)
  const query = { role, area, from: from?.id, to: to?.join(',') }
  const proposal = useApi<Proposal>(area && to?.length !== 0 ? PROPOSALS : null, query, { staleTime: 0 })
  const { data } = proposal
  const shares = (data?.shares ?? []).map((share) => ({ ...share, accountId: changed[share.key] ?? share.accountId }))
  const given = shares.filter(({ accountId }) => accountId !== KEEP)
  const persons = given.reduce((sum, share) => sum + share.persons, 0)
  const confirming = useSend(
    () =>
      api.post<ActMade>(ACTS, {
        id,
        role,
        area,
        ...(from ? { from: from.id } : {}),
        to: to ?? data?.takers.map((taker) => taker.id),
        seen: data?.seen,
        shares: Object.entries(changed).map(([key, accountId]) => ({ key, accountId: accountId || null })),
        reason,
      }),
    ASSIGNMENT_STALE,
  )
  const restart = (next: () => void) => {
    next()
    setChanged({})
    setId(newId())
    confirming.reset()
  }
  const confirm = () =>
    confirming.mutate(undefined, {
      onSuccess: (made) => {
        void message.success(say(from ? 'handedOver' : 'done', { n: made.persons, h: made.households }))
        onClose()
      },
    })
  const title = from
    ? say('handOverOf', { name: from.name })
    : say(role === 'medic' ? 'spreadTitleMedic' : 'spreadTitleGuarantor')
  const isReasonMissing = from !== undefined && reason.trim().length < 2
  return (
    <Drawer
      open
      title={title}
      size={720}
      onClose={onClose}
      footer={
        <div className="row">
          <Button
            type="primary"
            disabled={persons === 0 || isReasonMissing}
            loading={confirming.isPending}
            onClick={confirm}
          >
            {say(from ? 'confirmHandOver' : 'confirm', { n: persons })}
          </Button>
          <Button onClick={onClose}>{common('cancel')}</Button>
          {isReasonMissing && persons > 0 && <span className="quiet">{say('reasonNeeded')}</span>}
        </div>
      }
    >
      <div className="stack">
        <p className="quiet">{say('spreadHint')}</p>
        <div className="spread-fields">
          <label htmlFor="spread-area">{say('area')}</label>
          <AreaPicker
            id="spread-area"
            value={area}
            within={areas}
            onChange={(next) =>
              restart(() => {
                setArea(next ?? areas[0] ?? '')
                setTo(undefined)
              })
            }
          />
          <label htmlFor="spread-to">{say('takers')}</label>
          <Select<string[]>
            id="spread-to"
            mode="multiple"
            maxTagCount={4}
            placeholder={say('takersHint')}
            value={to ?? []}
            onChange={(next) => restart(() => setTo(next.length === 0 ? undefined : next))}
            showSearch={{ optionFilterProp: 'label' }}
            options={(data?.candidates ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
          {from && (
            <>
              <label htmlFor="spread-reason">{say('reason')}</label>
              <Input
                id="spread-reason"
                value={reason}
                maxLength={300}
                placeholder={say('reasonExample')}
                onChange={(event) => setReason(event.target.value)}
              />
            </>
          )}
        </div>
        <ProblemAlert error={confirming.error ?? proposal.error} />
        {confirming.error && (
          <div>
            <Button onClick={() => restart(() => void proposal.refetch())}>{say('again')}</Button>
          </div>
        )}
        {proposal.isPending && area ? (
          <Skeleton active />
        ) : data && data.persons === 0 ? (
          <div className="list-empty">
            <strong>{from ? say('emptyFrom', { name: from.name }) : say('empty')}</strong>
          </div>
        ) : data && data.takers.length === 0 ? (
          <div className="list-empty">
            <strong>{say('nobody')}</strong>
            <div>{say('nobodyHint')}</div>
          </div>
        ) : (
          data && (
            <>
              <Shares
                proposal={data}
                shares={shares}
                keepLabel={from ? say('keepFrom', { name: from.name }) : say('keep')}
                onChange={(key, accountId) => {
                  setChanged({ ...changed, [key]: accountId })
                  setId(newId())
                }}
              />
              <After proposal={data} shares={given} />
            </>
          )
        )}
      </div>
    </Drawer>
  )
}

type Share = Proposal['shares'][number]

function Shares({
  proposal,
  shares,
  keepLabel,
  onChange,
}: {
  proposal: Proposal
  shares: Share[]
  keepLabel: string
  onChange: (key: string, accountId: string) => void
}) {
  const say = useAssignmentWords()
  const { pathOf } = useAreas()
  const options = [
    ...proposal.takers.map(({ id, name }) => ({ value: id, label: name })),
    { value: KEEP, label: keepLabel },
  ]
  return (
    <section>
      <h2>{say('shares', { n: proposal.persons, h: proposal.households })}</h2>
      <ul className="spread-shares">
        {shares.map((share) => (
          <li key={share.key}>
            <span>
              {pathOf(share.areaCode)}
              <span className="quiet num"> {say('count', { n: share.persons, h: share.households })}</span>
            </span>
            <Select<string>
              aria-label={`${say('to')}: ${pathOf(share.areaCode)}`}
              value={share.accountId}
              onChange={(next) => onChange(share.key, next)}
              showSearch={{ optionFilterProp: 'label' }}
              options={options}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What each would have then: before and after, against what the plan allows. */
function After({ proposal, shares }: { proposal: Proposal; shares: Share[] }) {
  const say = useAssignmentWords()
  const rows = proposal.takers
    .map((taker) => ({
      ...taker,
      after:
        taker.load +
        shares.filter(({ accountId }) => accountId === taker.id).reduce((sum, { persons }) => sum + persons, 0),
    }))
    .filter(({ after, load }) => after !== load)
  if (rows.length === 0) return null
  return (
    <section>
      <h2>{say('after')}</h2>
      <ul className="spread-after">
        {rows.map(({ id, name, load, after }) => (
          <li key={id}>
            <span>{name}</span>
            <span className="num">
              {load} → <strong>{after}</strong>
            </span>
            {after > proposal.capacity && <Tag tone="warn">{say('over', { n: after - proposal.capacity })}</Tag>}
          </li>
        ))}
      </ul>
    </section>
  )
}
