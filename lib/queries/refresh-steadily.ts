import type { QueryClient, QueryKey } from '@tanstack/react-query'

const atWork = new WeakMap<QueryClient, Map<string, { isStaleAgain: boolean }>>()

/**
 * Makes queries stale, and reads those that are shown. Called again meanwhile, it reads once more when the first is
 * through: a thousand changes in a row cost one reading after another, not a thousand.
 */
export async function refreshSteadily(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  const running = atWork.get(queries) ?? new Map<string, { isStaleAgain: boolean }>()
  atWork.set(queries, running)
  const name = JSON.stringify(queryKey)
  const before = running.get(name)
  if (before) {
    before.isStaleAgain = true
    return
  }
  const now = { isStaleAgain: true }
  running.set(name, now)
  try {
    while (now.isStaleAgain) {
      now.isStaleAgain = false
      await queries.invalidateQueries({ queryKey })
    }
  } finally {
    running.delete(name)
  }
}
