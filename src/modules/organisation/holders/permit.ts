// Who may change who holds a post: the office anywhere, a township's head in the township; the command's posts and the
// director's only the director and the administrator. Administrators make administrators, and nobody gives a post to himself.
import { Problem } from '../../../kernel/problem.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import { type Permission, permit } from '../../identity/index.ts'
import type { PostRow } from './store.ts'

const OF_COMMAND: readonly string[] = ['commander', 'deputyCommander', 'officeDirector']

export function permissionFor({ kind }: Pick<PostRow, 'kind'>): Permission {
  if (kind === 'administrator') return 'account.manage'
  return OF_COMMAND.includes(kind) ? 'holder.changeCommand' : 'holder.change'
}

export function permitChange(ctx: Context, post: PostRow, accountId: string | null = null): void {
  permit(ctx, permissionFor(post), { area: post.area_code })
  if (accountId !== null && accountId === ctx.actor.accountId) {
    const [zh, en] = ['不能任命自己，请由他人办理', 'Nobody appoints himself: let somebody else do it']
    throw new Problem(422, 'own_account', zh, en, [reason('own_account', zh, en, 'accountId')])
  }
}
