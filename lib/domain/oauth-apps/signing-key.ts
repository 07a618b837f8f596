import { createPrivateKey, generateKeyPair, type KeyObject, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { open, seal } from '#lib/crypto/seal.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { guarded, inTransaction } from '../shared/transaction.ts'
import {
  deleteKeysRetiredBefore,
  findCurrentKey,
  findPublishedKeys,
  insertCurrentKey,
  retireKey,
  type SigningKeyRow,
} from './repo-keys.ts'
import { JWT_LIFETIME_SECONDS } from './token-lifetimes.ts'

/** A key signs for so long; then the next one is made. */
export const KEY_LIFETIME_MS = 30 * 86_400_000
const MODULUS_BITS = 2_048
/** Clocks of verifiers may differ from ours. */
const CLOCK_MARGIN_MS = 5 * 60_000
/** How long after its retirement a key is published: until the last token that it signed has ended. */
const PUBLISHED_AFTER_MS = JWT_LIFETIME_SECONDS * 1000 + CLOCK_MARGIN_MS

export interface SigningKey {
  /** the `kid` */
  readonly id: string
  readonly privateKey: KeyObject
}

/** Public keys in the form of RFC 7517. */
export interface JsonWebKeySet {
  readonly keys: readonly object[]
}

const generateRsa = promisify(generateKeyPair)
const opened = () => processSingleton('signing-keys', () => new Map<string, KeyObject>())

/** The key that signs now. It is made at the first use, and replaced when its time is over. */
export async function currentSigningKey(now: Date): Promise<SigningKey> {
  const row = await currentRow(now)
  return { id: row.id, privateKey: openKey(row) }
}

/** All keys that a token may be verified with now; there is always one. */
export async function publishedKeys(now: Date): Promise<JsonWebKeySet> {
  await currentRow(now)
  const rows = await guarded(() => findPublishedKeys(new Date(now.getTime() - PUBLISHED_AFTER_MS)))
  return { keys: rows.map((row) => row.publicJwk as object) }
}

async function currentRow(now: Date): Promise<SigningKeyRow> {
  const found = await guarded(() => findCurrentKey())
  if (found && now.getTime() - found.createdAt.getTime() < KEY_LIFETIME_MS) return found
  const made = await makeRow(now)
  return inTransaction(async (tx) => {
    // of several processes one retires the old key and puts the new one in its place; the others take that one
    if (!found || (await retireKey(tx, found.id, now))) {
      await deleteKeysRetiredBefore(tx, new Date(now.getTime() - PUBLISHED_AFTER_MS))
      if (await insertCurrentKey(tx, made)) return { ...made, retiredAt: null }
    }
    const theirs = await findCurrentKey(tx)
    if (!theirs) throw new Error('There is no signing key, and none could be made.')
    return theirs
  })
}

async function makeRow(now: Date): Promise<Omit<SigningKeyRow, 'retiredAt'>> {
  const { publicKey, privateKey } = await generateRsa('rsa', { modulusLength: MODULUS_BITS })
  const id = randomUUID()
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const publicJwk = { ...publicKey.export({ format: 'jwk' }), kid: id, use: 'sig', alg: 'RS256' }
  return { id, ...seal(pem, signingKeyContext(id)), publicJwk, createdAt: now }
}

function openKey(row: SigningKeyRow): KeyObject {
  const known = opened().get(row.id)
  if (known) return known
  const key = createPrivateKey(open(row, signingKeyContext(row.id)))
  // the current one alone is asked for
  opened().clear()
  opened().set(row.id, key)
  return key
}

/** What a sealed key is bound to. */
export function signingKeyContext(id: string): string {
  return `signing-key:${id}`
}
