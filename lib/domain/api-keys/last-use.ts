import { processSingleton } from '#lib/process-singleton.ts'
import { guarded } from '../shared/transaction.ts'
import { noteAppUse, noteKeyUse } from './repo.ts'

/** A credential's last use is known to the minute: most requests write nothing. */
const PRECISION_MS = 60_000
const MAX_NOTED = 10_000

interface Notes {
  readonly noted: Map<string, number>
  readonly running: Set<Promise<unknown>>
}

const notes = () =>
  processSingleton<Notes>('credential-uses', () => ({ noted: new Map(), running: new Set() }))

/** Writes down that a credential was used, beside the request and not in its way. A note that fails is no loss. */
export function noteUse(
  of: { readonly table: 'key' | 'app'; readonly id: string; readonly lastUsedAt: Date | null },
  now: Date,
): void {
  const { noted, running } = notes()
  const id = `${of.table}:${of.id}`
  const last = Math.max(of.lastUsedAt?.getTime() ?? 0, noted.get(id) ?? 0)
  if (now.getTime() - last < PRECISION_MS) return
  if (noted.size >= MAX_NOTED) noted.clear()
  noted.set(id, now.getTime())
  const write = of.table === 'key' ? noteKeyUse : noteAppUse
  const before = new Date(now.getTime() - PRECISION_MS)
  const run: Promise<unknown> = guarded(() => write(of.id, now, before))
    .catch(() => noted.delete(id))
    .finally(() => running.delete(run))
  running.add(run)
}

/** Resolves when all that was noted so far is written. */
export async function usesWritten(): Promise<void> {
  await Promise.all(notes().running)
}
