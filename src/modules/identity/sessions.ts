// Who sent a request: a session cookie or an API key, looked up once and remembered for a few seconds, so that a
// screen full of requests does not ask the database who it is each time. Whatever ends a session, changes a post or
// disables an account forgets everything remembered, in every process (topic `accounts`).

import { addMinutes } from '../../kernel/time.ts'
import { type Clock, systemClock } from '../../platform/clock.ts'
import type { Actor } from '../../platform/context.ts'
import { type Database, nobody } from '../../platform/db/database.ts'
import type { Identified } from '../../platform/http/http.ts'
import type { Auth } from './auth.ts'
import { permissionsOf, visibleAreas } from './permissions.ts'
import { findAccountWithPosts } from './store.ts'

const REMEMBER_MINUTES = 0.25
const MOST_REMEMBERED = 5000

export const anonymous: Actor = {
  accountId: '',
  userName: '',
  displayName: '',
  posts: [],
  permissions: new Map(),
  scope: nobody,
}

/** The system itself acts: jobs, imports from the command line, the first start. */
export const systemActor = (district: string): Actor => ({
  ...anonymous,
  userName: 'system',
  displayName: '系统',
  scope: { areas: [district], accountId: null },
})

export interface Sessions {
  identify(headers: Headers): Promise<Identified | null>
  forget(): void
}

export const sessionToken = (headers: Headers): string | null =>
  /(?:^|;\s*)(?:__Secure-)?lianfang\.session_token=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1] ?? null

export function openSessions({ auth, db, clock }: { auth: Auth; db: Database; clock: Clock }): Sessions {
  const remembered = new Map<string, { identified: Identified | null; until: string }>()
  let generation = 0

  const accountOf = async (headers: Headers, apiKey: string | null): Promise<string | null> => {
    if (apiKey !== null) {
      const result = await auth.api.verifyApiKey({ body: { key: apiKey } })
      return result.valid ? (result.key?.referenceId ?? null) : null
    }
    return (await auth.api.getSession({ headers }))?.user.id ?? null
  }

  return {
    forget() {
      generation += 1
      remembered.clear()
    },
    async identify(headers) {
      const apiKey = headers.get('x-api-key')
      const key = apiKey ?? sessionToken(headers)
      if (key === null) return null
      const known = remembered.get(key)
      if (known && known.until > systemClock.now()) return known.identified
      const began = generation
      const accountId = await accountOf(headers, apiKey)
      const identified = accountId === null ? null : await loadIdentified(db, accountId, clock)
      if (began === generation) {
        if (remembered.size >= MOST_REMEMBERED) remembered.clear()
        remembered.set(key, { identified, until: addMinutes(systemClock.now(), REMEMBER_MINUTES) })
      }
      return identified
    },
  }
}

/** The actor of an account at the clock's present, or null when there is none or it is disabled. */
export async function loadIdentified(db: Database, accountId: string, clock: Clock): Promise<Identified | null> {
  const found = await db.transaction(nobody, (tx) => findAccountWithPosts(tx, accountId, clock.now()))
  if (!found || found.account.disabled_at !== null) return null
  const posts = found.posts.map((post) => ({
    id: post.id,
    kind: post.kind,
    unitId: post.unit_id,
    areaCode: post.area_code,
    titleZh: post.title_zh,
    titleEn: post.title_en,
    handlesPersons: post.handles_persons,
  }))
  return {
    mustChangePassword: found.account.must_change_password,
    actor: {
      accountId,
      userName: found.account.user_name,
      displayName: found.account.display_name,
      posts,
      permissions: permissionsOf(posts),
      scope: { areas: visibleAreas(posts), accountId },
    },
  }
}
