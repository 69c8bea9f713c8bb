// Telephone numbers (M02, M03, M56): in no repository, so they are entered on screen or taken over from a contacts.yaml
// beside the data. What a number belongs to is the hotline, a unit, or whoever holds a post now.
import { createHash } from 'node:crypto'
import { notFound, Problem } from '../../kernel/problem.ts'
import { parseContacts } from '../../plan/index.ts'
import type { Context } from '../../platform/context.ts'
import { nobody, type Tx } from '../../platform/db/database.ts'
import { audit } from '../audit/index.ts'
import { permit } from '../identity/index.ts'
import { setTelephone } from './holders/store.ts'
import * as store from './store.ts'

type Acting = Pick<Context, 'db' | 'actor' | 'now' | 'requestId'>

export const HOTLINE = 'hotline'

/** What a telephone belongs to: the hotline of tip-offs, a unit, or whoever holds a post now. */
export type TelephoneSubject = { hotline: true } | { unit: string } | { post: string }

async function writeTelephone(tx: Tx, ctx: Acting, subject: TelephoneSubject, telephone: string | null): Promise<void> {
  if ('hotline' in subject) await store.writeSetting(tx, HOTLINE, telephone)
  else if ((await setTelephone(tx, subject, telephone, ctx.now)) === 0) {
    throw notFound({ zh: '单位或任职人员', en: 'Unit or holder of the post' })
  }
  const [kind, id] = 'hotline' in subject ? ['hotline', HOTLINE] : (Object.entries(subject)[0] as [string, string])
  await audit(tx, ctx, { action: 'telephone.changed', subject: { kind, id } })
}

export async function changeTelephone(
  ctx: Context,
  subject: TelephoneSubject,
  telephone: string | null,
): Promise<void> {
  permit(ctx, 'organisation.edit')
  await ctx.db.transaction(nobody, (tx) => writeTelephone(tx, ctx, subject, telephone))
}

const CONTACTS_LOADED = 'contacts.loaded'

/**
 * Takes over the numbers of a contacts.yaml beside the data, once for each version of the file, so that what was
 * entered on screen since is kept. Answers the subjects that name nobody of the plan.
 */
export async function loadContacts(ctx: Acting, contactsText: string): Promise<string[]> {
  const contacts = parseContacts(contactsText)
  return ctx.db.transaction(nobody, async (tx) => {
    const unknown: string[] = []
    const hash = createHash('sha256').update(contactsText).digest('hex')
    if ((await store.readSetting(tx, CONTACTS_LOADED)) === hash) return unknown
    await store.writeSetting(tx, CONTACTS_LOADED, hash)
    for (const [key, telephone] of contacts) {
      const subject = subjectOf(key)
      try {
        if (!subject) throw notFound({ zh: '对象', en: 'Subject' })
        await writeTelephone(tx, ctx, subject, telephone)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        unknown.push(key)
      }
    }
    return unknown
  })
}

/** The plan's subject keys (`post.commander`, `group.medical`) as what a telephone belongs to here. */
function subjectOf(key: string): TelephoneSubject | null {
  if (key === 'hotline') return { hotline: true }
  if (key === 'office') return { unit: 'office' }
  const [kind, name] = [key.slice(0, key.indexOf('.')), key.slice(key.indexOf('.') + 1)]
  if (kind === 'post') return { post: `command.${name}` }
  if (kind === 'group') return { post: `group.${name}.officer` }
  return kind === 'unit' ? { unit: name } : null
}
