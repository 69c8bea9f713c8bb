// Who sent a request: a session cookie or an API key, looked up once and remembered for a few seconds, so that a
// screen full of requests does not ask the database who it is each time. Whatever ends a session, changes a post or
// disables an account forgets everything remembered, in every process (topic `accounts`); a post that begins or ends at a
// time does so at that instant of the plan's clock.

import { addMinutes, type Instant, minutesBetween } from '../../kernel/time.ts'
import { type Clock, systemClock } from '../../platform/clock.ts'
import type { Actor } from '../../platform/context.ts'
import { type Database, nobody } from '../../platform/db/database.ts'
import type { Identified } from '../../platform/http/http.ts'
import type { Auth } from './auth.ts'
import { permissionsOf, visibleAreas } from './permissions.ts'
import { obligedFrom, type SecondFactorRule, type SecondFactorState, secondFactorState } from './security/rules.ts'
import { touchSession } from './security/store.ts'
import { findAccountWithPosts, type PostRow } from './store.ts'

const REMEMBER_MINUTES = 0.25
const MOST_REMEMBERED = 5000
/** How exactly a session says when it was last used. */
const SEEN_MINUTES = 5

/** What the plan in force asks; null where no second factor is asked of anybody (a demonstration). */
export type SecondFactorRules = (now: Instant) => Promise<SecondFactorRule | null>

/** Who sent a request, with what the screens need to know of the second factor. */
export interface IdentifiedAccount extends Identified {
  secondFactor: SecondFactorState & { resetAt: Instant | null }
}

export const anonymous: Actor = {
  accountId: '',
  userName: '',
  displayName: '',
  posts: [],
  absentFrom: [],
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
  identify(headers: Pick<Headers, 'get'>): Promise<IdentifiedAccount | null>
  forget(): void
}

export const sessionToken = (headers: Pick<Headers, 'get'>): string | null =>
  /(?:^|;\s*)(?:__Secure-)?lianfang\.session_token=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1] ?? null

/** The token in a cookie line that opens a session (`lianfang.session_token=TOKEN.SIGNATURE; …`), or null. */
export const tokenOf = (cookie: string): string | null => {
  const signed = /^(?:__Secure-)?lianfang\.session_token=([^;]+)/.exec(cookie)?.[1]
  return signed ? (decodeURIComponent(signed).split('.')[0] ?? null) : null
}

/** The token of the session that sent these headers, or null: an API key has none. */
export const ownToken = (headers: Headers): string | null => {
  const signed = sessionToken(headers)
  return signed === null ? null : (decodeURIComponent(signed).split('.')[0] ?? null)
}

export function openSessions({
  auth,
  db,
  clock,
  secondFactor,
}: {
  auth: Auth
  db: Database
  clock: Clock
  secondFactor: SecondFactorRules
}): Sessions {
  const remembered = new Map<string, Loaded & { until: string }>()
  let generation = 0

  const accountOf = async (headers: Pick<Headers, 'get'>, apiKey: string | null): Promise<string | null> => {
    if (apiKey !== null) {
      const result = await auth.api.verifyApiKey({ body: { key: apiKey } })
      return result.valid ? (result.key?.referenceId ?? null) : null
    }
    const found = await auth.api.getSession({ headers: new Headers({ cookie: headers.get('cookie') ?? '' }) })
    if (!found) return null
    const { token, lastSeenAt } = found.session
    if (!lastSeenAt || minutesBetween(lastSeenAt.toISOString(), systemClock.now()) >= SEEN_MINUTES) {
      await db.transaction(nobody, (tx) => touchSession(tx, token))
    }
    return found.user.id
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
      if (known && known.until > systemClock.now() && (known.changesAt === null || known.changesAt > clock.now())) {
        return known.identified
      }
      const began = generation
      const accountId = await accountOf(headers, apiKey)
      const loaded = accountId === null ? NOBODY : await load(db, accountId, clock, secondFactor)
      if (began === generation) {
        if (remembered.size >= MOST_REMEMBERED) remembered.clear()
        remembered.set(key, { ...loaded, until: addMinutes(systemClock.now(), REMEMBER_MINUTES) })
      }
      return loaded.identified
    },
  }
}

interface Loaded {
  identified: IdentifiedAccount | null
  /** When the account's posts change next. */
  changesAt: Instant | null
}

const NOBODY: Loaded = { identified: null, changesAt: null }

/** The actor of an account at the clock's present; nobody when there is none or it is disabled. */
async function load(db: Database, accountId: string, clock: Clock, secondFactor: SecondFactorRules): Promise<Loaded> {
  const now = clock.now()
  const found = await db.transaction(nobody, (tx) => findAccountWithPosts(tx, accountId, now))
  if (!found || found.account.disabled_at !== null) return NOBODY
  const given = found.posts.filter(({ acted_by }) => acted_by === null)
  const posts = given.map((post) => ({
    ...namesOf(post),
    id: post.id,
    kind: post.kind,
    unitId: post.unit_id,
    areaCode: post.area_code,
    handlesPersons: post.handles_persons,
    acting: post.standing === 'acting' ? { for: post.acting_for, until: post.until } : null,
  }))
  const rule = await secondFactor(now)
  const { has_totp, passkeys, second_factor_reset_at } = found.account
  const state = secondFactorState({ has: has_totp || passkeys > 0, from: rule && obligedFrom(given, rule) }, now)
  const identified = {
    mustChangePassword: found.account.must_change_password,
    mustEnrolSecondFactor: state.mustEnrol,
    secondFactor: { ...state, resetAt: second_factor_reset_at },
    actor: {
      accountId,
      userName: found.account.user_name,
      displayName: found.account.display_name,
      posts,
      absentFrom: found.posts.flatMap((post) =>
        post.acted_by ? [{ ...namesOf(post), actingName: post.acted_by.name, until: post.acted_by.until }] : [],
      ),
      permissions: permissionsOf(posts),
      scope: { areas: visibleAreas(posts), accountId },
    },
  }
  return { identified, changesAt: found.changesAt }
}

const namesOf = (post: PostRow) => ({ titleZh: post.title_zh, titleEn: post.title_en })
