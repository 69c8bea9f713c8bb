// How far a shift has come, in words.
import type { ShiftView } from '../../../modules/duties/roster/contract.ts'
import { useNow } from '../../shell/clock.ts'
import { Tag } from '../../ui/tag.tsx'
import { useRosterWords } from './words.ts'

export function ServingTag({ shift }: { shift: ShiftView }) {
  const say = useRosterWords()
  const now = useNow(60)
  if (shift.state === 'draft') return <Tag tone="warn">{say('draftTag')}</Tag>
  if (shift.acceptedAt) return <Tag tone="good">{say('accepted')}</Tag>
  if (shift.handedOverAt) return <Tag tone="act">{say('handedOver')}</Tag>
  if (shift.signedOnAt) return <Tag tone="good">{say('signedOn', { who: shift.signedOnBy ?? '' })}</Tag>
  return shift.from <= now ? <Tag tone="warn">{say('notSignedOn')}</Tag> : null
}
