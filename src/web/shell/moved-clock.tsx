// The clock of a server started with `--clock`: what it shows, and moving it forward. A move runs everything that falls
// due on the way, so it takes a while and says so; afterwards whatever is on the screen is asked again.
import { App, Button, Popover } from 'antd'
import { useState } from 'react'
import { addDays, at, dayOf, type Instant, localTimeOf } from '../../kernel/time.ts'
import { useCommon } from '../i18n/common.ts'
import { InstantField } from '../ui/instant-field.tsx'
import { api } from './api.ts'
import { planZone, serverNow, serverToday, syncClock, useNow } from './clock.ts'
import { refresh, useSend } from './queries.ts'
import { useFail } from './use-fail.ts'
import { useShellWords } from './words.ts'

type Move = { minutes: number } | { to: Instant } | { next: 'opens' | 'closes' }

/** When the day of an office begins. */
const MORNING = '08:30'

export function MovedClock() {
  const say = useShellWords()
  const common = useCommon()
  const { message } = App.useApp()
  const fail = useFail()
  const now = useNow(1)
  const [isOpen, setOpen] = useState(false)
  const [to, setTo] = useState<Instant>()
  const text = (instant: Instant) => `${dayOf(instant, planZone())} ${localTimeOf(instant, planZone())}`
  const moving = useSend((move: Move) => api.post<{ now: Instant }>('/api/v1/clock', move))
  const move = (step: Move) =>
    moving.mutate(step, {
      onSuccess: (said) => {
        syncClock({ now: said.now, zone: planZone() })
        setTo(undefined)
        setOpen(false)
        void message.success(say('clockNow', { at: text(said.now) }))
        void refresh('/api/')
      },
      onError: fail,
    })
  const steps: [string, () => Move][] = [
    [say('clockHalfHour'), () => ({ minutes: 30 })],
    [say('clockTwoHours'), () => ({ minutes: 120 })],
    [say('clockOpens'), () => ({ next: 'opens' })],
    [say('clockCloses'), () => ({ next: 'closes' })],
    [say('clockMorning'), () => ({ to: at(addDays(serverToday(), 1), MORNING, planZone()) })],
  ]
  const panel = (
    <div className="clock-panel">
      <p className="quiet">{say('clockHint')}</p>
      <div className="clock-steps">
        {steps.map(([label, step]) => (
          <Button key={label} disabled={moving.isPending} onClick={() => move(step())}>
            {label}
          </Button>
        ))}
      </div>
      <div className="row">
        <InstantField value={to} onChange={setTo} earliest={serverNow()} placeholder={say('clockTo')} />
        <Button type="primary" disabled={!to} loading={moving.isPending} onClick={() => to && move({ to })}>
          {common('confirm')}
        </Button>
      </div>
      {moving.isPending && <p role="status">{say('clockMoving')}</p>}
    </div>
  )
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={isOpen || moving.isPending}
      onOpenChange={setOpen}
      content={panel}
      title={say('clockTitle')}
    >
      <button type="button" className="moved-clock" aria-expanded={isOpen} aria-busy={moving.isPending}>
        {moving.isPending ? say('clockMoving') : say('clockMoved', { at: text(now) })} <span aria-hidden>▾</span>
      </button>
    </Popover>
  )
}
