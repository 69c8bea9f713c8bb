// The roster of a unit (M51, M58): days and shifts with their gaps in words, drafted, changed and published by whoever keeps it;
// its people; its open swaps.
import { Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { App, Button, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { addDays } from '../../../kernel/time.ts'
import type { Reachable, ShiftView, UnitRoster } from '../../../modules/duties/roster/contract.ts'
import { useBilingual, useLanguage } from '../../i18n/index.ts'
import { api, withQuery } from '../../shell/api.ts'
import { useNow } from '../../shell/clock.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useFail } from '../../shell/use-fail.ts'
import { DraftDialog } from './draft-dialog.tsx'
import { RosterGrid } from './grid.tsx'
import { ROSTER, ROSTER_TOPICS, STALE, unitPath } from './paths.ts'
import { PeopleCard } from './people-card.tsx'
import { RosterNav } from './roster-nav.tsx'
import { ShiftDialog, type Slot } from './shift-dialog.tsx'
import { SwapRows } from './swap-rows.tsx'
import { useSpanText } from './texts.ts'
import { useRosterWords } from './words.ts'
import './roster.css'

const SPANS = ['7', '14', '31'] as const

/** Without a unit: the own one, else the office. */
export function OwnUnitPage() {
  const { data, error, refetch } = useApi<Reachable>(`${ROSTER}/near`)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 12 }} />
  const unit = data.items[0]?.unitId ?? 'office'
  return <Navigate to="/roster/units/$unit" params={{ unit }} search={{}} replace />
}

export function UnitRosterPage() {
  const { unit } = useParams({ from: '/frame/roster/units/$unit' })
  const search = useSearch({ from: '/frame/roster/units/$unit' })
  const days = SPANS.find((one) => one === search.days) ?? '7'
  const { data, error, refetch } = useApi<UnitRoster>(
    unitPath(unit),
    { from: search.from, days },
    { placeholderData: (previous) => previous },
  )
  useLive(ROSTER_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 12 }} />
  return <Roster roster={data} search={search} days={days} />
}

type Opened = { draft: true } | { shift: ShiftView } | { slot: Slot } | null

function Roster({
  roster,
  search,
  days,
}: {
  roster: UnitRoster
  search: Record<string, string | undefined>
  days: (typeof SPANS)[number]
}) {
  const say = useRosterWords()
  const language = useLanguage()
  const inLanguage = useBilingual()
  const fail = useFail()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const now = useNow(60)
  const [opened, setOpened] = useState<Opened>(null)
  const drafts = roster.shifts.filter(({ state, until }) => state === 'draft' && until > now)
  const publishing = useSend(
    () => api.post(`${ROSTER}/publications`, { unitId: roster.unitId, shiftIds: drafts.map(({ id }) => id) }),
    STALE,
  )
  const show = (next: Record<string, string | undefined>) =>
    void navigate({
      to: '/roster/units/$unit',
      params: { unit: roster.unitId },
      search: { ...search, ...next },
      replace: true,
    })
  const move = (by: number) => show({ from: addDays(roster.from, by * roster.days) })
  const ahead = roster.gaps.filter(({ until }) => until > now)
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{inLanguage(roster.name)}</h1>
        <UnitPicker present={roster.unitId} />
        <div className="row no-print">
          <Button onClick={() => move(-1)}>{say('earlier')}</Button>
          <Button onClick={() => show({ from: undefined })}>{say('backToday')}</Button>
          <Button onClick={() => move(1)}>{say('later')}</Button>
          <Select
            aria-label={say('unit')}
            value={days}
            onChange={(next) => show({ days: next })}
            options={SPANS.map((value) => ({ value, label: say(`span${value}`) }))}
          />
          <Button
            href={withQuery(`${ROSTER}/export`, {
              unit: roster.unitId,
              from: roster.from,
              days: roster.days,
              lang: language === 'en' ? 'en' : 'zh',
            })}
            download
          >
            {say('exportAll')}
          </Button>
          {roster.mayKeep && (
            <>
              <Button type={drafts.length === 0 ? 'primary' : 'default'} onClick={() => setOpened({ draft: true })}>
                {say('draft')}
              </Button>
              {drafts.length > 0 && (
                <Button
                  type="primary"
                  loading={publishing.isPending}
                  onClick={() =>
                    publishing.mutate(undefined, {
                      onSuccess: () => void message.success(say('published')),
                      onError: fail,
                    })
                  }
                >
                  {say('publish', { n: drafts.length })}
                </Button>
              )}
            </>
          )}
        </div>
      </div>
      <RosterNav here="unit" />
      {ahead.length > 0 && <GapNotice gaps={ahead} keeps={roster.mayKeep} />}
      {roster.swaps.length > 0 && (
        <section className="card">
          <header>
            <h2>{say('swaps')}</h2>
          </header>
          <SwapRows swaps={roster.swaps} />
        </section>
      )}
      <RosterGrid roster={roster} onShift={(shift) => setOpened({ shift })} onSlot={(slot) => setOpened({ slot })} />
      <PeopleCard roster={roster} />
      {opened && 'draft' in opened && <DraftDialog roster={roster} onClose={() => setOpened(null)} />}
      {opened && 'shift' in opened && (
        <ShiftDialog roster={roster} shift={opened.shift} onClose={() => setOpened(null)} />
      )}
      {opened && 'slot' in opened && <ShiftDialog roster={roster} slot={opened.slot} onClose={() => setOpened(null)} />}
    </div>
  )
}

function UnitPicker({ present }: { present: string }) {
  const say = useRosterWords()
  const inLanguage = useBilingual()
  const navigate = useNavigate()
  const { data } = useApi<Reachable>(`${ROSTER}/reachable`)
  const units = new Map((data?.items ?? []).map(({ unitId, name }) => [unitId, inLanguage(name)]))
  return (
    <Select
      className="no-print"
      aria-label={say('unitColumn')}
      style={{ minWidth: 200 }}
      value={present}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(unit) => void navigate({ to: '/roster/units/$unit', params: { unit }, search: {} })}
      options={[...units].map(([value, label]) => ({ value, label }))}
    />
  )
}

const SHOWN = 3

function GapNotice({ gaps, keeps }: { gaps: UnitRoster['gaps']; keeps: boolean }) {
  const say = useRosterWords()
  const spanText = useSpanText()
  return (
    <section className="card card-body roster-gaps" role="alert">
      <strong>! {say('gapsHere', { n: gaps.length })}</strong>{' '}
      <span className="num-list">
        {gaps.slice(0, SHOWN).map((gap) => (
          <span key={`${gap.kind}/${gap.from}`} className="num">
            {spanText(gap)}
            {gap.kind === 'medical' && ` ${say('medical')}`}
          </span>
        ))}
        {gaps.length > SHOWN && <span>{say('moreGaps', { n: gaps.length - SHOWN })}</span>}
      </span>
      {keeps && <div className="quiet">{say('gapsHint')}</div>}
    </section>
  )
}
