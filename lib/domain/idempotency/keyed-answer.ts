import { createHash } from 'node:crypto'
import { open, seal } from '#lib/crypto/seal.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, invalid } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import {
  claimKey,
  deleteExpiredKeys,
  findKey,
  type KeyRef,
  type KeyRow,
  releaseKey,
  saveAnswer,
} from './repo.ts'

/** How long an answer is kept. */
export const KEPT_MS = 24 * 60 * 60 * 1000
/** Longer than any request works; past it another may take over. */
export const LOCK_MS = 2 * 60 * 1000
const MAX_KEY_LENGTH = 255
const RETRY_MS = 1_000

export interface KeyedRequest {
  /** the door and the credential: the same key of another program is another key */
  readonly scope: string
  readonly key: string
  readonly method: string
  /** with its query */
  readonly path: string
  readonly bytes: Uint8Array
}

/** An answer that can be given a second time. */
export interface KeptAnswer {
  readonly status: number
  /** JSON; absent for an empty body */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface KeyedAnswer {
  readonly answer: KeptAnswer
  /** the answer of an earlier request */
  readonly isReplay: boolean
}

/**
 * Does the work once per key and 24 hours; whoever repeats the request gets the same answer. Work that throws is not
 * kept: it changed nothing, so it may be tried again. Answers are sealed, since some hold a secret.
 * Throws `invalid` for a bad key and for the same key with another request, `wrong_state` with `retryAfterMs` while the
 * first is at work, and what the work throws.
 */
export async function answerOnce(
  ctx: Context,
  request: KeyedRequest,
  work: () => Promise<KeptAnswer>,
): Promise<KeyedAnswer> {
  const ref = { teamId: ctx.teamId, scope: request.scope, key: checkedKey(request.key) }
  const fingerprint = fingerprintOf(request)
  for (;;) {
    const now = ctx.clock.now()
    const lockedUntil = new Date(now.getTime() + LOCK_MS)
    const expiresAt = new Date(now.getTime() + KEPT_MS)
    if (await guarded(() => claimKey({ ...ref, fingerprint, now, lockedUntil, expiresAt })))
      return { answer: await workUnder(ref, lockedUntil, work), isReplay: false }
    const row = await guarded(() => findKey(ref))
    // it was given free in between
    if (!row) continue
    return { answer: keptAnswer(ref, row, fingerprint), isReplay: true }
  }
}

async function workUnder(
  ref: KeyRef,
  lockedUntil: Date,
  work: () => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  let answer: KeptAnswer
  try {
    answer = await work()
  } catch (error) {
    await releaseKey(ref, lockedUntil)
    throw error
  }
  const { status, body, headers } = answer
  const sealed = seal(JSON.stringify({ body, headers }), keptAnswerContext(ref))
  await guarded(() => saveAnswer(ref, lockedUntil, { status, ...sealed }))
  return answer
}

function keptAnswer(ref: KeyRef, row: KeyRow, fingerprint: Uint8Array): KeptAnswer {
  if (!Buffer.from(row.fingerprint).equals(fingerprint))
    throw refusedKey('This Idempotency-Key came with another request before. Take a new one.')
  const { status, sealed, keyId } = row
  if (status === null || sealed === null || keyId === null)
    throw new DomainError('wrong_state', 'The first request with this Idempotency-Key is still at work.', {
      retryAfterMs: RETRY_MS,
    })
  return { ...JSON.parse(open({ sealed, keyId }, keptAnswerContext(ref))), status }
}

/** Of method, path and body. */
function fingerprintOf({ method, path, bytes }: KeyedRequest): Uint8Array<ArrayBuffer> {
  const hash = createHash('sha256')
    .update(JSON.stringify([method, path]))
    .update(bytes)
  return Uint8Array.from(hash.digest())
}

/** What a sealed answer is bound to. */
export function keptAnswerContext({ teamId, scope, key }: KeyRef): string {
  return `idempotency_key:${teamId}:${scope}:${key}`
}

function checkedKey(key: string): string {
  if (/^[\x21-\x7e]+$/.test(key) && key.length <= MAX_KEY_LENGTH) return key
  throw refusedKey(`An Idempotency-Key has 1 to ${MAX_KEY_LENGTH} printable characters and no space.`)
}

function refusedKey(message: string): DomainError {
  return invalid([{ path: [], code: 'bad_format', message }])
}

/** Takes away what is older than a day, of all teams, some at a time. */
export async function forgetExpiredKeys(now: Date): Promise<void> {
  const most = 1_000
  while ((await guarded(() => deleteExpiredKeys(now, most))) === most);
}
