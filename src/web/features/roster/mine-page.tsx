// My shifts (M51, M58): the one that lasts, with its big button; those to come, each with a way to ask somebody to swap; swaps
// that I am asked about.
import { Link } from '@tanstack/react-router'
import { App, Button, Form, Select, Skeleton } from 'antd'
import { useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { MyShifts, ShiftView, UnitRoster } from '../../../modules/duties/roster/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { useNow } from '../../shell/clock.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { ROSTER, ROSTER_TOPICS, STALE, unitPath } from './paths.ts'
import { RosterNav } from './roster-nav.tsx'
import { ServingTag } from './shift-tags.tsx'
import { SwapRows } from './swap-rows.tsx'
import { namesIn, useSpanText } from './texts.ts'
import { useRosterWords } from './words.ts'
import './roster.css'

export function MyShiftsPage() {
  const say = useRosterWords()
  const now = useNow(60)
  const { data, error, refetch } = useApi<MyShifts>(`${ROSTER}/mine`)
  const [swapping, setSwapping] = useState<ShiftView | null>(null)
  useLive(ROSTER_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('mine')}</h1>
      </div>
      <RosterNav here="mine" />
      {data.swaps.length > 0 && (
        <section className="card">
          <header>
            <h2>{say('swaps')}</h2>
          </header>
          <SwapRows swaps={data.swaps} />
        </section>
      )}
      {data.shifts.length === 0 ? (
        <div className="card list-empty">{say('noMine')}</div>
      ) : (
        <ul className="roster-mine">
          {data.shifts.map((shift) => (
            <MyShift
              key={shift.id}
              shift={shift}
              onSwap={shift.until > now && !shift.signedOnAt ? () => setSwapping(shift) : null}
            />
          ))}
        </ul>
      )}
      {swapping && <SwapDialog shift={swapping} onClose={() => setSwapping(null)} />}
    </div>
  )
}

function MyShift({ shift, onSwap }: { shift: ShiftView; onSwap: (() => void) | null }) {
  const say = useRosterWords()
  const inLanguage = useBilingual()
  const spanText = useSpanText()
  const now = useNow(60)
  const isNow = shift.from <= now && shift.until > now
  return (
    <li className={isNow ? 'card is-now' : 'card'}>
      <div>
        <strong className="num">{spanText(shift)}</strong>{' '}
        <span className="quiet">
          {inLanguage(shift.unit)}
          {shift.kind === 'medical' && ` · ${say('medical')}`}
        </span>
        <div>
          {namesIn(shift)} <ServingTag shift={shift} />
        </div>
      </div>
      <div className="row">
        <Link to="/roster/shifts/$id" params={{ id: shift.id }} className="roster-open">
          {say(isNow && !shift.signedOnAt ? 'signOn' : 'openLog')}
        </Link>
        {onSwap && (
          <Button size="large" onClick={onSwap}>
            {say('askSwap')}
          </Button>
        )}
      </div>
    </li>
  )
}

function SwapDialog({ shift, onClose }: { shift: ShiftView; onClose: () => void }) {
  const say = useRosterWords()
  const common = useCommon()
  const spanText = useSpanText()
  const { message } = App.useApp()
  const id = useRef(newId())
  const { data } = useApi<UnitRoster>(unitPath(shift.unitId), { days: 7 })
  const me = shift.seats.find(({ isMe }) => isMe)
  const role = shift.kind === 'medical' ? 'medical' : (me?.role ?? 'staff')
  const others = (data?.members ?? []).filter(
    ({ id: of, roles }) => roles.includes(role) && !shift.seats.some(({ memberId }) => memberId === of),
  )
  return (
    <ReasonDialog<{ toMemberId: string; reason: string }>
      title={`${say('askSwap')}：${spanText(shift)}`}
      hint={say('swapHint')}
      okText={say('askSwap')}
      act={async (values) => {
        await api.post(`${ROSTER}/swaps`, { id: id.current, shiftId: shift.id, fromMemberId: me?.memberId, ...values })
        void message.success(say('swapAsked'))
      }}
      stale={STALE}
      onClose={onClose}
    >
      <Form.Item name="toMemberId" label={say('swapTo')} rules={[{ required: true, message: common('required') }]}>
        <Select options={others.map(({ id: value, name: label }) => ({ value, label }))} />
      </Form.Item>
    </ReasonDialog>
  )
}
