// What the own posts owe, kept up to date: by the stream, and each minute, since what lapses does so by itself.
import type { UseQueryResult } from '@tanstack/react-query'
import type { MyObligations } from '../../../modules/duties/obligations/contract.ts'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { MINE, OBLIGATION_TOPICS } from './paths.ts'

const STALE = [MINE]

export function useMine(): UseQueryResult<MyObligations, Error> {
  useLive(OBLIGATION_TOPICS, STALE)
  return useApi<MyObligations>(MINE, undefined, { refetchInterval: 60_000 })
}
