// The query cache: keys are the API path and its query, so a live topic can name what it makes stale. A refusal is
// never retried; a lost connection is. Signed out or one-time password: the whole desk goes where that is mended.
import {
  QueryCache,
  QueryClient,
  type UseMutationResult,
  type UseQueryOptions,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import { ApiProblem, api, type QueryValues } from './api.ts'

type Gate = (problem: ApiProblem) => void
let gate: Gate = () => {}
/** Who is told of 401 and of the password that must be changed; set once by the router. */
export const onGate = (next: Gate): void => {
  gate = next
}

const isPassing = (error: unknown) =>
  error instanceof ApiProblem && (error.details.status === 0 || error.details.status >= 502)

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => error instanceof ApiProblem && gate(error) }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => isPassing(error) && count < 2,
      networkMode: 'always',
      throwOnError: false,
    },
    mutations: {
      networkMode: 'always',
      onError: (error) => error instanceof ApiProblem && gate(error),
    },
  },
})

export const apiKey = (path: string, query?: QueryValues): [string, QueryValues?] => (query ? [path, query] : [path])

/** Reads one resource. `path` null asks nothing. */
export function useApi<T>(
  path: string | null,
  query?: QueryValues,
  options: Omit<UseQueryOptions<T, Error>, 'queryKey' | 'queryFn'> = {},
): UseQueryResult<T, Error> {
  return useQuery<T, Error>({
    queryKey: apiKey(path ?? '', query),
    queryFn: ({ signal }) => api.get<T>(path!, query, signal),
    ...options,
    enabled: path !== null && (options.enabled ?? true),
  })
}

/** Everything read below these paths is asked again where it is shown. */
export const refresh = (...paths: string[]): Promise<void> =>
  queryClient.invalidateQueries({
    predicate: ({ queryKey }) => paths.some((path) => String(queryKey[0]).startsWith(path)),
  })

/** A write, and the paths that it makes stale. */
export function useSend<Input, Output = void>(
  send: (input: Input) => Promise<Output>,
  stale: string[] = [],
): UseMutationResult<Output, Error, Input> {
  return useMutation<Output, Error, Input>({ mutationFn: send, onSuccess: () => void refresh(...stale) })
}
