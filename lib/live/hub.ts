import type { LiveEvent } from '#lib/domain/shared/context.ts'
import { processSingleton } from '#lib/process-singleton.ts'

type Listener = (event: LiveEvent) => void

/** Who in this process wants to hear of changes, by team. */
export interface Hub {
  /** tells of every event of the team until the returned function is called */
  subscribe(teamId: string, listener: Listener): () => void
  dispatch(event: LiveEvent): void
  /** how many listeners there are */
  size(): number
}

function createHub(): Hub {
  const teams = new Map<string, Set<Listener>>()
  return {
    subscribe(teamId, listener) {
      const listeners = teams.get(teamId) ?? new Set()
      teams.set(teamId, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0 && teams.get(teamId) === listeners) teams.delete(teamId)
      }
    },
    dispatch(event) {
      for (const listener of teams.get(event.teamId) ?? []) listener(event)
    },
    size: () => [...teams.values()].reduce((sum, listeners) => sum + listeners.size, 0),
  }
}

/** This process's hub. */
export const hub = (): Hub => processSingleton('live-hub', createHub)
