import { processSingleton } from '#lib/process-singleton.ts'
import { guarded } from '../shared/transaction.ts'
import { deleteEnded } from './repo-tokens.ts'

const EVERY_MS = 3_600_000
const KEEP_CODES_MS = 86_400_000
/** So long an ended token is said to be expired; later it is unknown. */
const KEEP_TOKENS_MS = 30 * 86_400_000

const sweeper = () => processSingleton('oauth-sweeper', () => ({ lastMs: 0 }))

/** Forgets what ended long ago: at most once an hour, beside the request and not in its way. */
export function sweepEnded(now: Date): void {
  const state = sweeper()
  if (now.getTime() - state.lastMs < EVERY_MS) return
  state.lastMs = now.getTime()
  const codes = new Date(now.getTime() - KEEP_CODES_MS)
  const tokens = new Date(now.getTime() - KEEP_TOKENS_MS)
  // the next one tries again
  void guarded(() => deleteEnded({ codes, tokens })).catch(() => undefined)
}
