// The saved views that this account may use of a list.
import type { ViewView } from '../../../modules/views/contract.ts'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'

export const VIEWS = '/api/v1/views'
const TOPICS = ['views']
const STALE = [VIEWS]
const NONE: ViewView[] = []

export function useViews(list: string): ViewView[] {
  useLive(TOPICS, STALE)
  return useApi<{ items: ViewView[] }>(VIEWS, { list }, { staleTime: 60_000 }).data?.items ?? NONE
}
