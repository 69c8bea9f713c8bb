// The live stream on the screen: one connection for the whole desk, whatever its pages ask for, because a browser
// opens only a few to one server. A message names a topic; what depends on it is asked again, with the own rights.
import { useEffect, useSyncExternalStore } from 'react'
import { refresh } from './queries.ts'

const REOPEN_MS = 3000
const wanted = new Map<string, Set<() => void>>()
let source: EventSource | null = null
let opened = ''
let scheduled: ReturnType<typeof setTimeout> | undefined
let isConnected = true
const watchers = new Set<() => void>()

const setConnected = (next: boolean) => {
  if (next === isConnected) return
  isConnected = next
  for (const watcher of watchers) watcher()
}

const runAll = (topics: Iterable<string>) => {
  const callbacks = new Set<() => void>()
  for (const topic of topics) for (const callback of wanted.get(topic) ?? []) callbacks.add(callback)
  for (const callback of callbacks) callback()
}

function open(): void {
  clearTimeout(scheduled)
  const topics = [...wanted.keys()].sort().join(',')
  if (topics === opened && source && source.readyState !== EventSource.CLOSED) return
  source?.close()
  source = null
  opened = topics
  if (!topics) return
  const next = new EventSource(`/api/v1/live?topics=${encodeURIComponent(topics)}`)
  let wasLost = false
  next.onopen = () => {
    setConnected(true)
    // What changed while nobody listened is unknown, so everything watched is asked again.
    if (wasLost) runAll(wanted.keys())
    wasLost = false
  }
  next.onerror = () => {
    wasLost = true
    setConnected(false)
    if (next.readyState === EventSource.CLOSED && source === next) schedule(REOPEN_MS)
  }
  next.addEventListener('changed', (event) => runAll(topicsOf((event as MessageEvent<string>).data)))
  source = next
}

function topicsOf(data: string): string[] {
  const said = JSON.parse(data) as { topics?: string[] } | string[]
  return Array.isArray(said) ? said : (said.topics ?? [])
}

function schedule(ms: number): void {
  clearTimeout(scheduled)
  scheduled = setTimeout(open, ms)
}

/** Asks the API paths again whenever one of the topics changed. Both lists must be constant. */
export function useLive(topics: readonly string[], paths: readonly string[]): void {
  const key = `${topics.join(',')}|${paths.join(',')}`
  useEffect(() => {
    const [names = '', stale = ''] = key.split('|')
    const callback = () => void refresh(...stale.split(','))
    const list = names.split(',').filter(Boolean)
    for (const topic of list) {
      const set = wanted.get(topic) ?? new Set()
      wanted.set(topic, set.add(callback))
    }
    schedule(50)
    return () => {
      for (const topic of list) {
        const set = wanted.get(topic)
        set?.delete(callback)
        if (set?.size === 0) wanted.delete(topic)
      }
      schedule(2000)
    }
  }, [key])
}

export const useLiveConnected = (): boolean =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    () => isConnected,
  )
