// A telephone number that calls when it is pressed; a missing one is said.
import { useCommon } from '../i18n/common.ts'

export function Telephone({ number }: { number: string | null | undefined }) {
  const common = useCommon()
  if (!number) return <span className="quiet">{common('noTelephone')}</span>
  return (
    <a href={`tel:${number}`} className="num" aria-label={common('call', { number })}>
      {number}
    </a>
  )
}
