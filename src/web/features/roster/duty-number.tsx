// A number that calls when it is pressed; a masked one only stands there.
import { Telephone } from '../../ui/telephone.tsx'

export function DutyNumber({ number }: { number: string | null }) {
  if (number?.includes('*')) return <span className="num quiet">{number}</span>
  return <Telephone number={number} />
}
