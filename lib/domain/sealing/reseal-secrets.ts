import type { Keyring } from '#lib/crypto/master-key.ts'
import { open, seal } from '#lib/crypto/seal.ts'
import { countSealed, findSealedUnder, type Replacement, replaceSealed, type SealedRow } from './repo.ts'
import { type SealedKind, sealedKinds } from './sealed-kinds.ts'

/** Kept answers are the largest, and some hundred of them are little. */
const BATCH = 200

export interface Resealing {
  readonly ring: Keyring
  /** asked before each batch; what it throws ends the work */
  readonly mayGoOn: () => Promise<void>
  readonly onProgress?: (label: string, done: number, of: number) => void
}

/** What became of the rows of one kind. */
export interface Resealed {
  readonly label: string
  /** how many were sealed anew under the current key */
  readonly anew: number
  /** how many the current key had sealed before */
  readonly already: number
  /** how many are left as they were, by the id of the key that sealed them: it is missing, or does not open them */
  readonly left: ReadonlyMap<string, number>
}

/**
 * Seals under the current key what older ones sealed, of all teams. A row is replaced only while it is as it was read,
 * so what somebody else writes meanwhile stays. Each batch is a statement of its own: whoever ends this in between has
 * lost nothing, and the next call goes on. Nothing of it is a change of anybody's settings, so no version counts up,
 * no time of change moves, and no team's log has a line.
 *
 * Every other process must seal under the same current key, and `mayGoOn` sees to that: one that knows only older keys
 * could not open what was sealed here.
 */
export async function resealSecrets(work: Resealing): Promise<Resealed[]> {
  const done: Resealed[] = []
  for (const kind of sealedKinds) done.push(await resealKind(kind, work))
  return done
}

async function resealKind(kind: SealedKind, work: Resealing): Promise<Resealed> {
  const { current, older } = work.ring
  const before = await countSealed(kind)
  const of = older.reduce((sum, key) => sum + (before.get(key.id) ?? 0), 0)
  let anew = 0
  let found = 0
  // what came under an older key behind the place that was reached is found by the next walk
  do {
    found = await walk(kind, work, (some) => {
      anew += some
      work.onProgress?.(kind.label, anew, of)
    })
  } while (found > 0)
  const after = await countSealed(kind)
  const left = new Map([...after].filter(([id]) => id !== current.id))
  return { label: kind.label, anew, already: before.get(current.id) ?? 0, left }
}

/** Once through the table; answers how many rows it sealed anew. */
async function walk(kind: SealedKind, work: Resealing, onBatch: (anew: number) => void): Promise<number> {
  const { ring, mayGoOn } = work
  const olderIds = ring.older.map((key) => key.id)
  let sum = 0
  let last: SealedRow | null = null
  for (;;) {
    await mayGoOn()
    const rows: SealedRow[] = await findSealedUnder(kind, olderIds, last, BATCH)
    if (rows.length === 0) return sum
    const anew = await replace(kind, ring, rows)
    sum += anew
    onBatch(anew)
    last = rows.at(-1) ?? last
  }
}

async function replace(kind: SealedKind, ring: Keyring, rows: readonly SealedRow[]): Promise<number> {
  const replacements = rows.flatMap((row) => reseal(kind, ring, row) ?? [])
  if (replacements.length === 0) return 0
  const replaced = new Set(await replaceSealed(kind, ring.current.id, replacements))
  // somebody was at these; one at a time, waiting for them keeps nobody from anything
  for (const one of replacements.filter(({ row }) => !replaced.has(row))) {
    for (const row of await replaceSealed(kind, ring.current.id, [one], { wait: true })) replaced.add(row)
  }
  return replaced.size
}

/** Null for what its key does not open: whatever is wrong with it, sealing it anew would not mend it. */
function reseal(kind: SealedKind, ring: Keyring, row: SealedRow): Replacement | null {
  const context = kind.context(...row.columns)
  const plaintext = opened(row, context, ring)
  if (plaintext === null) return null
  return { row, sealed: seal(plaintext, context, ring).sealed }
}

function opened(row: SealedRow, context: string, ring: Keyring): string | null {
  try {
    return open(row, context, ring)
  } catch {
    return null
  }
}
