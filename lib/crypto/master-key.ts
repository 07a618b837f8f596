import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import path from 'node:path'
import { decodeMasterKey, type Env, env } from '#lib/env.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { createKeyFile, damaged, readKeyFile } from './key-file.ts'

/** One key that secrets are sealed under. */
export interface MasterKey {
  /** eight hexadecimal digits, a fingerprint that is stored beside what the key sealed; reveals nothing of it */
  readonly id: string
  /** 32 bytes, out of sight; made once, because a cipher that gets bytes spends most of its time on making one */
  readonly key: KeyObject
}

/** `current` seals. `older` ones only open what was sealed before, until a re-keying is done. */
export interface Keyring {
  readonly current: MasterKey
  readonly older: readonly MasterKey[]
}

export type KeySettings = Pick<Env, 'DATA_DIR' | 'PATCHBAY_MASTER_KEY' | 'PATCHBAY_OLD_MASTER_KEYS'>

const KEY_BYTES = 32

/**
 * This process's keys.
 * @throws Error, one sentence, as `loadKeyring` does
 */
export function keyring(): Keyring {
  return processSingleton('keyring', () => loadKeyring(env()))
}

/**
 * Bytes for one purpose, derived from the current master key (HKDF-SHA-256). The same purpose gives the same
 * bytes in every process that has the key.
 */
export function deriveKey(purpose: string, lengthBytes = KEY_BYTES, ring: Keyring = keyring()): Buffer {
  return Buffer.from(hkdfSync('sha256', ring.current.key, 'patchbay', purpose, lengthBytes))
}

/** Where the key is kept when the environment holds none. */
export function masterKeyFile(dataDir: string): string {
  return path.join(dataDir, 'master.key')
}

/**
 * Reads the keys: `PATCHBAY_MASTER_KEY`, else the first line of `master.key` in the data folder, which is made
 * when it is missing. Further lines of the file, and `PATCHBAY_OLD_MASTER_KEYS`, are the older keys; so a file
 * that stays behind after the variable was set still opens what it sealed.
 * @throws Error, one sentence, when the file is open to other users, damaged or not to be made
 */
export function loadKeyring(settings: KeySettings): Keyring {
  const file = masterKeyFile(settings.DATA_DIR)
  const fromEnv = settings.PATCHBAY_MASTER_KEY
  const stored = readKeyFile(file) ?? (fromEnv === undefined ? createKeyFile(file) : [])
  const texts = [...(fromEnv === undefined ? [] : [fromEnv]), ...stored, ...settings.PATCHBAY_OLD_MASTER_KEYS]
  const keys = new Map<string, MasterKey>()
  for (const text of texts) {
    const key = masterKeyOf(text)
    if (key === null) throw new Error(damaged(file))
    if (!keys.has(key.id)) keys.set(key.id, key)
  }
  const [current, ...older] = keys.values()
  if (current === undefined) throw new Error(damaged(file))
  return { current, older }
}

/** The key that a text says, or null for any other text. */
export function masterKeyOf(text: string): MasterKey | null {
  const bytes = decodeMasterKey(text)
  if (bytes === null) return null
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 8)
  return { id, key: createSecretKey(bytes) }
}
