// Who is signed in and what the posts allow. The screens hide what is not allowed; the server refuses it anyway.
import type { UseQueryResult } from '@tanstack/react-query'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { isWithin } from '../../kernel/area.ts'
import type { Me } from '../../modules/identity/contract.ts'
import type { Permission } from '../../modules/identity/permissions.ts'
import { api } from './api.ts'
import { syncClock } from './clock.ts'
import { queryClient } from './queries.ts'

export type { Me, Permission }

export const ME = '/api/v1/me'

export const meQuery = queryOptions<Me, Error>({
  queryKey: [ME],
  queryFn: async ({ signal }) => {
    const me = await api.get<Me>(ME, undefined, signal)
    syncClock(me)
    return me
  },
  staleTime: 60_000,
  // A moved clock is asked often, so that the screens follow it.
  refetchInterval: (query) => (query.state.data?.clockMoves ? 5_000 : 120_000),
})

export const useMeQuery = (): UseQueryResult<Me, Error> => useQuery(meQuery)

/** The signed-in account; only below the frame, which has loaded it. */
export function useMe(): Me {
  const { data } = useMeQuery()
  if (!data) throw new Error('useMe outside the frame')
  return data
}

/** Does a post allow this, in the area when one is given? */
export function may(me: Me, permission: Permission, areaCode?: string): boolean {
  const areas = me.permissions[permission]
  if (!areas) return false
  return areaCode === undefined || areas.some((area) => isWithin(areaCode, area))
}

/** The check as a hook: `const can = useMay(); can('person.register')`. */
export function useMay(): (permission: Permission, areaCode?: string) => boolean {
  const me = useMe()
  return (permission, areaCode) => may(me, permission, areaCode)
}

export interface SignIn {
  userName: string
  password: string
  /** Of the authenticator, or a recovery code. */
  code?: string
}

export async function signIn(given: SignIn): Promise<void> {
  await api.post('/api/v1/session', given)
  // Nothing that the account before saw is left.
  queryClient.clear()
}

/** Ends this session, or with `everywhere` all sessions of the account. */
export async function signOut(everywhere: boolean): Promise<void> {
  await api.delete(everywhere ? '/api/v1/sessions' : '/api/v1/session')
  // The whole page goes, and with it everything that was read.
  window.location.assign('/desk/sign-in')
}
