import { processSingleton } from '#lib/process-singleton.ts'
import type { Context } from '../shared/context.ts'

/** So often at most a team's open pages read their deliveries again, however many move. */
const QUIET_MS = 1_000

interface Quiet {
  /** something moved since */
  isDue: boolean
}

const quiet = () => processSingleton('delivery-notices', () => new Map<string, Quiet>())

/**
 * Tells open pages that deliveries of these teams moved, after commit: at once, and then once a second for as long as more
 * do. The notice names no delivery. Never throws.
 */
export function tellDeliveries(notify: Context['notify'], teamIds: Iterable<string>): void {
  for (const teamId of new Set(teamIds)) {
    const before = quiet().get(teamId)
    if (before) before.isDue = true
    else tellNow(notify, teamId)
  }
}

function tellNow(notify: Context['notify'], teamId: string): void {
  const teams = quiet()
  const mine: Quiet = { isDue: false }
  teams.set(teamId, mine)
  setTimeout(() => {
    teams.delete(teamId)
    if (mine.isDue) tellNow(notify, teamId)
  }, QUIET_MS).unref()
  notify({
    teamId,
    entity: 'delivery',
    entityId: '',
    action: 'delivery.moved',
    fields: [],
    version: null,
    actorId: null,
    actorLabel: 'Patchbay',
  })
}
