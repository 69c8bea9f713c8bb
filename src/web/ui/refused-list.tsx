// Who was refused of many, each with the reasons.
import type { Reason } from '../../kernel/verdict.ts'
import { useBilingual } from '../i18n/index.ts'

interface Props {
  title: string
  refused: readonly { id: string; reasons: readonly Pick<Reason, 'zh' | 'en'>[] }[]
  nameOf: (id: string) => string
}

export function RefusedList({ title, refused, nameOf }: Props) {
  const inLanguage = useBilingual()
  if (refused.length === 0) return null
  return (
    <div>
      <p>{title}</p>
      <ul className="refused">
        {refused.map(({ id, reasons }) => (
          <li key={id}>
            <strong>{nameOf(id)}</strong> {reasons.map(inLanguage).join(' · ')}
          </li>
        ))}
      </ul>
    </div>
  )
}
