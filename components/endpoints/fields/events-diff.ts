import { eventsText, turnsToOrFromAll } from '#lib/domain/endpoints/events-text.ts'

/** "+2 −1", "+2", "−1", "4 events → all events"; empty where nothing differs. */
export function diffText(stored: readonly string[], chosen: readonly string[]): string {
  if (turnsToOrFromAll(stored, chosen)) return `${eventsText(stored)} → ${eventsText(chosen)}`
  const before = new Set(stored)
  const after = new Set(chosen)
  const added = chosen.filter((type) => !before.has(type)).length
  const removed = stored.filter((type) => !after.has(type)).length
  return [added > 0 ? `+${added}` : '', removed > 0 ? `−${removed}` : ''].filter(Boolean).join(' ')
}
