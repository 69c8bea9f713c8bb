// The response on every screen (M01): level, state and the day it began; "not activated" is said as loudly.
import { Link } from '@tanstack/react-router'
import { daysBetween } from '../../kernel/time.ts'
import type { ResponseView } from '../../modules/organisation/contract.ts'
import { useBilingual } from '../i18n/index.ts'
import { useLive } from './live.ts'
import { useApi } from './queries.ts'
import { useShellWords } from './words.ts'

export const RESPONSE = '/api/v1/response'

export function ResponseBanner() {
  const say = useShellWords()
  const inLanguage = useBilingual()
  const { data } = useApi<ResponseView>(RESPONSE)
  useLive(['response'], [RESPONSE])
  if (!data) return <span className="response" aria-hidden />
  if (data.state === 'active') {
    const start = data.startDay ?? data.since ?? data.today
    return (
      <Link to="/response" className="response is-active">
        <strong>{data.levelName ? inLanguage(data.levelName) : data.level}</strong>
        <span>{say('active', { day: start, n: daysBetween(start, data.today) + 1 })}</span>
      </Link>
    )
  }
  return (
    <Link to="/response" className="response" title={say('notActivatedHint')}>
      <strong>{data.state === 'stoodDown' ? say('stoodDown', { day: data.since ?? '' }) : say('notActivated')}</strong>
    </Link>
  )
}
