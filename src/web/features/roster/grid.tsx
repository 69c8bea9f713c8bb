// Days down, shifts across; on a phone one day after the other. A time that nobody covers is said in words where it lies.
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ShiftView, UnitRoster } from '../../../modules/duties/roster/contract.ts'
import { useLanguage } from '../../i18n/index.ts'
import { useNow } from '../../shell/clock.ts'
import { Tag } from '../../ui/tag.tsx'
import { useDayText } from '../../ui/when.tsx'
import { DutyNumber } from './duty-number.tsx'
import type { Slot } from './shift-dialog.tsx'
import { ServingTag } from './shift-tags.tsx'
import { hours } from './texts.ts'
import { useRosterWords } from './words.ts'

interface Props {
  roster: UnitRoster
  onShift: (shift: ShiftView) => void
  onSlot: (slot: Slot) => void
}

export function RosterGrid({ roster, onShift, onSlot }: Props) {
  const dayText = useDayText()
  const language = useLanguage()
  const days = [...new Set(roster.slots.map(({ day }) => day))]
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
  return (
    <section className="card">
      <ol className="roster-days" style={{ '--slots': roster.slots.length / Math.max(days.length, 1) } as object}>
        {days.map((day) => (
          <li key={day} className={isRest(day) ? 'is-rest' : ''}>
            <h3>
              {dayText(day)} <span className="quiet small">{weekday.format(new Date(`${day}T00:00:00Z`))}</span>
            </h3>
            <div className="roster-slots">
              {roster.slots
                .filter((slot) => slot.day === day)
                .map((slot) => (
                  <SlotCell key={slot.from} slot={slot} roster={roster} onShift={onShift} onSlot={onSlot} />
                ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

const isRest = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

const meets = (a: { from: string; until: string }, b: { from: string; until: string }) =>
  a.from < b.until && b.from < a.until

function SlotCell({ slot, roster, onShift, onSlot }: Props & { slot: UnitRoster['slots'][number] }) {
  const say = useRosterWords()
  const now = useNow(60)
  // A long shift stands where it begins.
  const isFirst = (shift: ShiftView) => shift.from >= slot.from || slot.from === roster.slots[0]!.from
  return (
    <div className={slot.until <= now ? 'roster-slot is-past' : 'roster-slot'}>
      <div className="roster-hours num">{hours(slot)}</div>
      {roster.kinds.map((kind) => {
        const here = roster.shifts.filter((shift) => shift.kind === kind && meets(shift, slot))
        const shifts = here.filter(isFirst)
        const gaps = roster.gaps.filter((gap) => gap.kind === kind && meets(gap, slot))
        const drafted = here.some(({ state }) => state === 'draft')
        return (
          <div key={kind} className="roster-kind">
            {roster.kinds.length > 1 && <span className="quiet small">{say(kind)}</span>}
            {shifts.map((shift) => (
              <ShiftCell key={shift.id} shift={shift} slot={slot} roster={roster} onShift={onShift} />
            ))}
            {here.length + gaps.length === 0 && slot.until > now && (
              <span className="quiet small">{say('notAsked')}</span>
            )}
            {(drafted ? [] : gaps).map((gap) => {
              const isWhole = gap.from <= slot.from && gap.until >= slot.until
              const part = {
                from: gap.from > slot.from ? gap.from : slot.from,
                until: gap.until < slot.until ? gap.until : slot.until,
              }
              const isAhead = part.until > now
              return (
                <div key={gap.from} className="roster-gap">
                  <Tag tone="bad">{isWhole ? say('nobody') : `${hours(part)} ${say('nobody')}`}</Tag>
                  {roster.mayKeep && isAhead && (
                    <Button size="small" onClick={() => onSlot({ kind, ...part })}>
                      {say('makeShift')}
                    </Button>
                  )}
                </div>
              )
            })}
          </div>
        )
      })}
    </div>
  )
}

function ShiftCell({
  shift,
  slot,
  roster,
  onShift,
}: {
  shift: ShiftView
  slot: { from: string; until: string }
  roster: UnitRoster
  onShift: (shift: ShiftView) => void
}) {
  const say = useRosterWords()
  const now = useNow(60)
  const isSlot = shift.from === slot.from && shift.until === slot.until
  const mayOpen = roster.mayServe || shift.seats.some(({ isMe }) => isMe)
  return (
    <div className={`roster-shift${shift.state === 'draft' ? ' is-draft' : ''}`}>
      {!isSlot && <div className="num small">{hours(shift)}</div>}
      <div>
        {shift.seats.map((seat) => (
          <span key={seat.memberId} className={`roster-seat${seat.isMe ? ' is-me' : ''}`}>
            {seat.role === 'leader' ? <strong>{seat.name}</strong> : seat.name}
            {seat.role === 'leader' && <span className="quiet small"> {say('leader')}</span>}
          </span>
        ))}
      </div>
      <div className="row roster-acts">
        <ServingTag shift={shift} />
        {shift.telephone && shift.until > now && <DutyNumber number={shift.telephone} />}
        {roster.mayKeep && shift.until > now && (
          <button type="button" className="link no-print" onClick={() => onShift(shift)}>
            {say('editShift')}
          </button>
        )}
        {shift.state === 'published' && mayOpen && (
          <Link to="/roster/shifts/$id" params={{ id: shift.id }} className="no-print">
            {say('openLog')}
          </Link>
        )}
      </div>
    </div>
  )
}
