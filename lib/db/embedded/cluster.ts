import { execFile } from 'node:child_process'
import {
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import { commandFor, type Runner } from './runner.ts'

/** The bootstrap role and the database that Patchbay uses. */
export const ROLE = 'patchbay'
export const DATABASE = 'patchbay'

/**
 * Makes the data folder of a new server, or checks that of an old one.
 * It is made beside its place and moved there when complete, so that a kill in between leaves no half of one.
 * @throws Error (one sentence) when the folder was written by another major version.
 */
export async function ensureCluster(cluster: string, binaries: Binaries, runner: Runner): Promise<void> {
  const versionFile = path.join(cluster, 'PG_VERSION')
  if (existsSync(versionFile)) {
    const major = readFileSync(versionFile, 'utf8').trim()
    if (major !== binaries.major) {
      throw new Error(
        `${cluster} was written by PostgreSQL ${major}, and this is PostgreSQL ${binaries.major}: move it with pg_dump, or set DATABASE_URL.`,
      )
    }
    if (runner.user && statSync(cluster).uid !== runner.user.uid) giveTo(cluster, runner.user)
    return
  }
  if (existsSync(cluster) && readdirSync(cluster).length > 0) {
    throw new Error(
      `${cluster} is not empty and holds no PostgreSQL data: move it away, or choose another DATA_DIR.`,
    )
  }
  const draft = `${cluster}.new`
  // a killed start may have left one, with its maker still writing into it
  rmSync(draft, { recursive: true, force: true, maxRetries: 10 })
  mkdirSync(draft, { mode: 0o700 })
  if (runner.user) chownSync(draft, runner.user.uid, runner.user.gid)
  await initialise(draft, binaries, runner)
  rmSync(cluster, { recursive: true, force: true })
  renameSync(draft, cluster)
}

async function initialise(draft: string, binaries: Binaries, runner: Runner): Promise<void> {
  const { file, args, options } = commandFor(runner, binaries.initdb, [
    `--pgdata=${draft}`,
    `--username=${ROLE}`,
    // the only door is the socket, and its folder admits nobody else
    '--auth-local=trust',
    '--auth-host=reject',
    '--encoding=UTF8',
    // the same order and case rules on every machine, whatever its own locales
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ])
  try {
    await promisify(execFile)(file, args, options)
  } catch (cause) {
    const output = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause)
    throw new Error(`PostgreSQL could not prepare ${draft}: ${output.split('\n').at(-1)}`, { cause })
  }
}

/** After a change of the user that runs it (for example from a user namespace to a real account). */
function giveTo(folder: string, user: { uid: number; gid: number }): void {
  lchownSync(folder, user.uid, user.gid)
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    lchownSync(path.join(folder, entry), user.uid, user.gid)
  }
}
