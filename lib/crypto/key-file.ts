import { randomBytes, randomUUID } from 'node:crypto'
import {
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { decodeMasterKey } from '#lib/env.ts'

const KEY_BYTES = 32
const MODE = 0o600

/** The text of a new key, as a line of the file has it after `v1:`. */
export function newKeyText(): string {
  return randomBytes(KEY_BYTES).toString('base64')
}

export function damaged(file: string): string {
  return `${file} is damaged: put its backup in its place, because the stored secrets can be read only with it.`
}

/**
 * The keys in the file, newest first, or undefined when there is no file. Each line is `v1:` and base64.
 * @throws Error, one sentence, when the file is open to other users, damaged or not to be read
 */
export function readKeyFile(file: string): string[] | undefined {
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
export function createKeyFile(file: string): string[] {
  const draft = `${file}.${randomUUID()}`
  try {
    // others may pass through to PostgreSQL's own folder; they may not list
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o711 })
    writeDraft(draft, [newKeyText()])
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

/**
 * Puts these keys, newest first, in the place of those in the file. Whoever reads it, and whoever reads it after the
 * power went, finds either the keys from before or these. Without a key the file is taken away.
 * @throws Error, one sentence; then nothing was changed
 */
export function replaceKeyFile(file: string, keys: readonly string[]): void {
  try {
    // a link to a file elsewhere stays one
    const target = realpathSync(file)
    if (keys.length === 0) rmSync(target)
    else renameOver(target, keys)
    syncFolder(path.dirname(target))
  } catch (cause) {
    throw new Error(`${file} cannot be replaced (${codeOf(cause)}).`, { cause })
  }
}

function renameOver(file: string, keys: readonly string[]): void {
  const draft = `${file}.${randomUUID()}`
  try {
    writeDraft(draft, keys)
    keepOwner(file, draft)
    renameSync(draft, file)
  } finally {
    rmSync(draft, { force: true })
  }
}

function writeDraft(draft: string, keys: readonly string[]): void {
  const content = keys.map((key) => `v1:${key}\n`).join('')
  writeFileSync(draft, content, { mode: MODE, flag: 'wx', flush: true })
}

/** Who replaces it as root must not take it away from the user that Patchbay runs as. */
function keepOwner(from: string, to: string): void {
  const { uid, gid } = statSync(from)
  if (uid !== statSync(to).uid) chownSync(to, uid, gid)
}

/** A name is on disk when its folder is. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
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
