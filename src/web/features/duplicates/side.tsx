// One of two registrations that may be of one person: masked, or of another area only where and whom to speak to.
import { Link } from '@tanstack/react-router'
import type { Side as SideView } from '../../../modules/people/duplicates/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useDuplicateWords } from './words.ts'

export function Side({ side }: { side: SideView }) {
  const say = useDuplicateWords()
  const common = useCommon()
  if (side.personId === null) {
    return (
      <div>
        <div>{say('elsewhere', { township: side.township })}</div>
        {side.contact && <div className="quiet">{say('contact', { contact: side.contact })}</div>}
      </div>
    )
  }
  return (
    <div>
      <Link to="/persons/$id" params={{ id: side.personId }}>
        {side.name}
      </Link>{' '}
      <span className="quiet">
        {side.sex && common(side.sex)} <span className="num">{side.birthDate}</span>
      </span>
      <div className="num">
        {side.documentMasked} {side.telephoneMasked}
      </div>
      <div className="quiet">{[side.township, side.village, side.address].filter(Boolean).join(' ')}</div>
    </div>
  )
}
