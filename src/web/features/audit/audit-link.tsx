// The way to the audit of a person or an account, for whoever may read it.
import { Link } from '@tanstack/react-router'
import { useMay } from '../../shell/session.ts'
import { useAuditWords } from './words.ts'

export function AuditLink({ person, account }: { person?: string; account?: string }) {
  const say = useAuditWords()
  const can = useMay()
  if (!can('audit.read')) return null
  return (
    <Link to="/audit" search={{ person, account }}>
      {say(person ? 'toAudit' : 'ofAccount')}
    </Link>
  )
}
