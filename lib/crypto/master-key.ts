import { createHash, createSecretKey, hkdfSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto'
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { decodeMasterKey, type Env, env } from '#lib/env.ts'
import { processSingleton } from '#lib/process-singleton.ts'

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
    const bytes = decodeMasterKey(text)
    if (bytes === null) throw new Error(damaged(file))
    const id = createHash('sha256').update(bytes).digest('hex').slice(0, 8)
    if (!keys.has(id)) keys.set(id, { id, key: createSecretKey(bytes) })
  }
  const [current, ...older] = keys.values()
  if (current === undefined) throw new Error(damaged(file))
  return { current, older }
}

function damaged(file: string): string {
  return `${file} is damaged: put its backup in its place, because the stored secrets can be read only with it.`
}

/** The keys in the file, newest first, or undefined when there is no file. Each line is `v1:` and base64. */
function readKeyFile(file: string): string[] | undefined {
  let mode: number
  let content: string
  try {
    mode = statSync(file).mode
    content = readFileSync(file, 'utf8')
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined
    throw new Error(`${file} cannot be read (${codeOf(cause)}).`, { cause })
  }
  if ((mode & 0o077) !== 0) {
    throw new Error(`${file} is open to other users of this machine: run "chmod 600 ${file}".`)
  }
  const lines = content.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const text = /^v1:(\S+)$/.exec(line.trim())?.[1]
    if (text === undefined || decodeMasterKey(text) === null) throw new Error(damaged(file))
    return text
  })
}

/**
 * Makes the file whole and at once: it is written under another name and linked to its own, which fails when
 * another process was faster; then that one's key is the key.
 */
function createKeyFile(file: string): string[] {
  const draft = `${file}.${randomUUID()}`
  try {
    // others may pass through to PostgreSQL's own folder; they may not list
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o711 })
    writeFileSync(draft, `v1:${randomBytes(KEY_BYTES).toString('base64')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    })
    linkWithoutReplacing(draft, file)
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') {
      throw new Error(
        `${file} cannot be made (${codeOf(cause)}): set DATA_DIR to a folder that can be written.`,
        {
          cause,
        },
      )
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return readKeyFile(file) ?? []
}

function linkWithoutReplacing(draft: string, file: string): void {
  try {
    linkSync(draft, file)
  } catch (error) {
    // some file systems know no links
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error))) throw error
    copyFileSync(draft, file, constants.COPYFILE_EXCL)
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}
