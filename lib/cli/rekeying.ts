import type pg from 'pg'
import { dropFromKeyFile, newMasterKey, placesOfKey } from '#lib/crypto/key-change.ts'
import { type Keyring, loadKeyring, masterKeyFile } from '#lib/crypto/master-key.ts'
import { connectClient } from '#lib/db/connect.ts'
import { claimRekeying, endRekeying, keysInUse, rekeyingUnder } from '#lib/db/key-locks.ts'
import { type Resealed, resealSecrets } from '#lib/domain/sealing/reseal-secrets.ts'
import { env } from '#lib/env.ts'
import { CliError } from './cli-error.mjs'
import type { Holder, Lifetime } from './lifetime.ts'
import { say, step } from './progress.ts'

export interface RekeyOptions {
  /** makes a key in the data folder first */
  readonly newKey: boolean
  /** takes the keys out of the data folder that nothing is sealed under any more */
  readonly dropOldKeys: boolean
}

/** A line for so many rows. */
const SHOWN_EACH = 5_000

/**
 * Seals everything under the current master key, or under a new one. Goes on where an earlier run was broken off; with
 * `newKey`, such a run is finished, and no further key is made.
 * @throws CliError when another process seals under another key, or when a row could not be opened
 */
export async function rekey(
  lifetime: Holder & Pick<Lifetime, 'signal'>,
  databaseUrl: string,
  { newKey, dropOldKeys }: RekeyOptions,
): Promise<void> {
  const client = await lifetime.acquire(connectClient(databaseUrl), (connection) => connection.end())
  const seal = (ring: Keyring) => sealAnew(client, ring, lifetime.signal)
  let ring = loadKeyring(env())
  await claim(client, ring.current.id)
  if (newKey) await assertNobodySeals(client)
  let kinds = await seal(ring)
  const wasBegun = kinds.some((kind) => kind.anew > 0)
  if (newKey && !wasBegun) {
    await makeKey(client, ring)
    ring = loadKeyring(env())
    kinds = await seal(ring)
  }
  for (const kind of kinds) say(`${kind.label}: ${kind.anew} sealed anew, ${kind.already} were already`)
  say(`The current key is ${ring.current.id}.`)
  if (newKey && wasBegun) say('That was still to be done for the newest key, so no other was made.')
  else if (newKey) say('Everybody has to sign in again.')
  settleOlderKeys(ring, kinds, dropOldKeys)
  refuseWhatIsLeft(ring, kinds)
}

/** From here on no process starts that would seal under another key; those that run already are asked for. */
async function claim(client: pg.ClientBase, keyId: string): Promise<void> {
  const isMine = await claimRekeying(client, keyId)
  if (!isMine || (await rekeyingUnder(client)).length > 0)
    throw new CliError('Another npm run rekey is at work: wait for its end.')
}

async function makeKey(client: pg.ClientBase, { current }: Keyring): Promise<void> {
  const made = newMasterKey(env())
  await claim(client, made.id)
  await endRekeying(client, current.id)
  await assertNobodySeals(client)
  made.keep()
  say(
    `The new key ${made.id} is the first line of ${masterKeyFile(env().DATA_DIR)}. Make a backup of that file.`,
  )
}

async function assertNobodySeals(client: pg.ClientBase): Promise<void> {
  const inUse = await keysInUse(client)
  if (inUse.length === 0) return
  throw new CliError(
    'Patchbay is running, and could not read what is sealed under a new key: stop all of its processes, run this, ' +
      'and start them again.',
  )
}

async function assertAllSealUnder(client: pg.ClientBase, keyId: string): Promise<void> {
  const others = [...new Set((await keysInUse(client)).filter((id) => id !== keyId))]
  if (others.length === 0) return
  throw new CliError(
    `Patchbay is running with another master key (${others.join(', ')}): stop it, or start it again with the key ` +
      `${keyId}; then run this again.`,
  )
}

function sealAnew(client: pg.ClientBase, ring: Keyring, signal: AbortSignal): Promise<Resealed[]> {
  let shown = 0
  return step(`Sealing under the key ${ring.current.id}`, () =>
    resealSecrets({
      ring,
      async mayGoOn() {
        signal.throwIfAborted()
        // also the proof that the connection is there still, which tells others of us
        await assertAllSealUnder(client, ring.current.id)
      },
      onProgress(label, done, of) {
        const due = Math.floor(done / SHOWN_EACH)
        if (due > 0 && due !== shown) say(`${label}: ${done} of ${of}`)
        shown = due
      },
    }),
  )
}

function settleOlderKeys({ older }: Keyring, kinds: readonly Resealed[], isDropping: boolean): void {
  const free = older.map((key) => key.id).filter((id) => kinds.every((kind) => !kind.left.has(id)))
  const dropped = isDropping ? dropFromKeyFile(env(), free) : []
  for (const id of free) {
    const places = placesOfKey(env(), id)
    if (dropped.includes(id)) say(`The key ${id} was taken out of ${masterKeyFile(env().DATA_DIR)}.`)
    if (places.length > 0) {
      say(
        `Nothing is sealed under the key ${id} any more: ${places.join(', ')}. Backups of the database need it.`,
      )
    }
  }
}

function refuseWhatIsLeft({ older }: Keyring, kinds: readonly Resealed[]): void {
  const left = kinds.flatMap((kind) => [...kind.left].map(([id, rows]) => ({ label: kind.label, id, rows })))
  if (left.length === 0) return
  const known = new Set(older.map((key) => key.id))
  const parts = left.map(({ label, id, rows }) => {
    const why = known.has(id) ? 'which does not open them' : 'which is missing'
    return `${rows} of the ${label} under the key ${id}, ${why}`
  })
  throw new CliError(`Not everything could be opened, and what could not is as it was: ${parts.join('; ')}.`)
}
