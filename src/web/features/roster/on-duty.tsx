// Who can be reached now, in the head of every screen (M58): the own unit first, else the command office. Nobody there is said
// as loudly.
import { Link } from '@tanstack/react-router'
import type { Reachable } from '../../../modules/duties/roster/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useNow } from '../../shell/clock.ts'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { ROSTER, ROSTER_TOPICS } from './paths.ts'
import { namesIn } from './texts.ts'
import { useRosterWords } from './words.ts'
import './roster.css'

const NEAR = `${ROSTER}/near`

export function OnDuty() {
  const say = useRosterWords()
  const inLanguage = useBilingual()
  const { data } = useApi<Reachable>(NEAR, undefined, { refetchInterval: 60_000 })
  useLive(ROSTER_TOPICS, [NEAR])
  const now = useNow(60)
  const first = data?.items.find(
    ({ kind, isOwed, shift, gaps }) => kind === 'duty' && (isOwed || shift !== null || gaps.length > 0),
  )
  if (!first) return null
  const shift = first.shift && first.shift.until > now ? first.shift : null
  const unit = inLanguage(first.name)
  const ahead = first.gaps.filter(({ from }) => from > now).length
  return (
    <Link to="/roster/now" className={shift || !first.isOwed ? 'on-duty' : 'on-duty is-gap'}>
      <span className="on-duty-unit">{say('headOf', { unit })}</span>
      <span className="on-duty-short" aria-hidden>
        {say('onDuty')}
      </span>
      {shift ? (
        <>
          <strong>{namesIn(shift, 'leader') || namesIn(shift)}</strong>
          {shift.telephone && <span className="num">{shift.telephone}</span>}
        </>
      ) : (
        first.isOwed && <strong>! {say('nobody')}</strong>
      )}
      {ahead > 0 && <span className="on-duty-ahead">! {say('gapsAhead', { n: ahead })}</span>}
    </Link>
  )
}
