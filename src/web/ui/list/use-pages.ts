// Keyset pages of one list, appended as they are asked for, and the total where the list has one.
import { useInfiniteQuery } from '@tanstack/react-query'
import { api, type QueryValues } from '../../shell/api.ts'
import { apiKey, useApi } from '../../shell/queries.ts'
import type { Page } from './types.ts'

export const PAGE_SIZE = 50

export function usePages<T>(path: string, query: QueryValues, counted: boolean) {
  const pages = useInfiniteQuery({
    queryKey: [...apiKey(path, query), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<T>>(path, { ...query, limit: PAGE_SIZE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (previous) => previous,
  })
  const total = useApi<{ count: number }>(counted ? `${path}/count` : null, query, {
    placeholderData: (previous) => previous,
  })
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? []
  return {
    rows,
    total: total.data?.count ?? null,
    isFirstLoad: pages.isPending,
    isStale: pages.isPlaceholderData,
    error: pages.error,
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
    /** Fetches on until the list ends or `count` rows are there; answers them. */
    async loadUpTo(count: number): Promise<T[]> {
      let { data, hasNextPage } = await pages.fetchNextPage()
      while (hasNextPage && data && data.pages.length * PAGE_SIZE < count) {
        ;({ data, hasNextPage } = await pages.fetchNextPage())
      }
      return (data?.pages.flatMap((page) => page.items) ?? []).slice(0, count)
    },
    retry: () => void pages.refetch(),
  }
}
