// How an account stands: in use, disabled, locked for a while, its one-time password not yet changed.

import type { AccountView } from '../../../modules/identity/contract.ts'
import { useNow } from '../../shell/clock.ts'
import { Tag } from '../../ui/tag.tsx'
import { useAccountsWords } from './words.ts'

/** Locks run by the computer's own time, also where the server's clock was moved. */
const clockText = (iso: string) =>
  new Date(iso).toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false })
const isLocked = ({ lockedUntil }: AccountView) => lockedUntil !== null && Date.parse(lockedUntil) > Date.now()

export function AccountState({ account }: { account: AccountView }) {
  const say = useAccountsWords()
  useNow(15)
  if (account.disabledAt) return <Tag tone="bad">{say('disabled')}</Tag>
  if (isLocked(account)) return <Tag tone="warn">{say('locked', { at: clockText(account.lockedUntil!) })}</Tag>
  return account.mustChangePassword ? <Tag tone="act">{say('oneTime')}</Tag> : say('normal')
}
