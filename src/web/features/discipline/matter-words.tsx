// How a matter is said: its state, its record, the numbers it rests on.
import { Link } from '@tanstack/react-router'
import type { MatterView } from '../../../modules/discipline/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { Tag } from '../../ui/tag.tsx'
import { useMomentText } from '../../ui/when.tsx'
import { useDisciplineWords } from './words.ts'

export function MatterState({ matter }: { matter: MatterView }) {
  const say = useDisciplineWords()
  const inLanguage = useBilingual()
  if (matter.outcome) {
    const isFree = matter.outcome.key === 'dismissed' || matter.outcome.key === 'explained'
    return <Tag tone={isFree ? 'good' : 'bad'}>{inLanguage(matter.outcome.name)}</Tag>
  }
  if (matter.state === 'open') return <Tag tone="act">{say('open')}</Tag>
  return <Tag tone="warn">{say(matter.answeredAt ? 'answered' : 'hearing')}</Tag>
}

const KINDS = [
  'occurrence',
  'dailyReport',
  'rosterGap',
  'call',
  'directiveAssignment',
  'readings',
  'referral',
  'verificationEntry',
] as const

export function EvidenceLink({ matter: { evidence } }: { matter: MatterView }) {
  const say = useDisciplineWords()
  const kind = KINDS.find((one) => one === evidence.kind)
  const text = kind ? say(kind) : evidence.kind
  return evidence.path ? <Link to={evidence.path}>{text}</Link> : <span>{text}</span>
}

export function FactsText({ matter: { rule, facts } }: { matter: MatterView }) {
  const say = useDisciplineWords()
  const momentText = useMomentText()
  const number = (key: string) => Number(facts[key] ?? 0)
  switch (rule) {
    case 'rosterGap':
      return <>{say('gapSpan', { from: momentText(String(facts.from)), until: momentText(String(facts.until)) })}</>
    case 'rapidReadings':
      return <>{say('rapid', { homes: number('homes'), seconds: number('seconds') })}</>
    case 'equalReadings':
      return <>{say('equal', { persons: number('persons'), equal: number('equal') })}</>
    case 'unregisteredReturnee':
      return <>{say('arrivedOn', { day: String(facts.arrivedOn) })}</>
    case 'belowRecords':
      return <>{say('version', { version: number('version') })}</>
    default:
      return null
  }
}
