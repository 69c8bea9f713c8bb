// How a warning is said: what it rests on, and how far it has come. Never by colour alone.
import type { WarningRow } from '../../../modules/insight/warning/contract.ts'
import { Tag } from '../../ui/tag.tsx'
import { useWarningWords } from './words.ts'

const KINDS = ['feverCluster', 'overdueRate', 'reportsMissing', 'feverSignal'] as const
const isKind = (text: string): text is (typeof KINDS)[number] => (KINDS as readonly string[]).includes(text)

export function SignText({ kind, facts }: { kind: string; facts: WarningRow['facts'] }) {
  const say = useWarningWords()
  if (!isKind(kind)) return null
  const { observed, limit, days = 0, of = 0, method = '' } = facts
  return <span>{say(kind, { observed, limit, days, of, method })}</span>
}

export function WarningState({ row }: { row: WarningRow }) {
  const say = useWarningWords()
  if (row.ended) return <Tag tone="plain">{say('ended')}</Tag>
  if (row.judged) {
    return (
      <>
        <Tag tone={row.judged.verdict === 'real' ? 'bad' : 'plain'}>{say(row.judged.verdict)}</Tag>{' '}
        <span className="quiet small">{say('judged')}</span>
      </>
    )
  }
  return <Tag tone={row.acknowledged ? 'warn' : 'bad'}>{say(row.acknowledged ? 'acknowledged' : 'waiting')}</Tag>
}
