// How the isolation of somebody who lives here stands; nothing for whoever is not in isolation.
import type { Member } from '../../../modules/people/households/contract.ts'
import { Tag } from '../../ui/tag.tsx'
import { useHouseholdWords } from './words.ts'

export function MemberState({ member }: { member: Member }) {
  const say = useHouseholdWords()
  const { isolating } = member
  if (!isolating) return null
  return (
    <Tag tone="act">
      {say(isolating.place)} ·{' '}
      {say('isolating', { n: isolating.dayNumber, days: isolating.days, day: isolating.lastDay })}
    </Tag>
  )
}
