import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'

/**
 * How to run PostgreSQL, which refuses to be root.
 * `user`: the ids to run as, and to give the data to; `prefix`: a command in front of it.
 */
export type Runner = { prefix: string[]; user?: { uid: number; gid: number } }

export type Command = { file: string; args: string[]; options: { uid?: number; gid?: number; cwd: string } }

/** The process to spawn for `program`. The working directory is one that every user may enter. */
export function commandFor(runner: Runner, program: string, args: string[]): Command {
  const [file = program, ...rest] = [...runner.prefix, program, ...args]
  return { file, args: rest, options: { ...runner.user, cwd: '/' } }
}

/**
 * Chooses who runs PostgreSQL on the data below `home`.
 * Not root: ourselves. Root: whoever owns the data already, else `postgres` or `nobody`, if they can reach
 * both the program and the folder; else ourselves in a user namespace, where we are not root.
 * @throws Error (one sentence) when no way works.
 */
export function chooseRunner(postgres: string, home: string, cluster: string): Runner {
  const failures: string[] = []
  const works = (runner: Runner) => {
    const failure = tryRunner(runner, postgres, home)
    if (failure) failures.push(failure)
    return !failure
  }
  if (process.getuid?.() !== 0) {
    if (works({ prefix: [] })) return { prefix: [] }
    throw new Error(
      `The PostgreSQL that comes with Patchbay does not run here (${failures[0]}): set DATABASE_URL to a PostgreSQL server.`,
    )
  }
  const candidates = [ownerOf(cluster), accountNamed('postgres'), accountNamed('nobody')]
  for (const user of candidates) {
    if (user && works({ prefix: [], user })) return { prefix: [], user }
  }
  // the id inside must have an account, because initdb looks its name up
  const inside = accountNamed('nobody')
  if (inside && process.platform === 'linux') {
    const namespace = ['unshare', '--user', `--map-user=${inside.uid}`, `--map-group=${inside.gid}`]
    if (works({ prefix: namespace })) return { prefix: namespace }
  }
  throw new Error(
    `PostgreSQL refuses to run as root, and no other user can reach ${home}: set DATA_DIR to a folder outside of private ones, run Patchbay as a normal user, or set DATABASE_URL.`,
    { cause: new Error(failures.join('; ')) },
  )
}

/** Undefined when it works, else why it does not. */
function tryRunner(runner: Runner, postgres: string, home: string): string | undefined {
  const script = 'cd "$1" && exec "$2" --version'
  const { file, args, options } = commandFor(runner, 'sh', ['-c', script, 'sh', home, postgres])
  const result = spawnSync(file, args, { ...options, encoding: 'utf8' })
  if (result.status === 0) return undefined
  const lines = (result.stderr ?? '').trim().split('\n')
  return lines.at(-1) || result.error?.message || `exit code ${result.status}`
}

function ownerOf(folder: string): Runner['user'] {
  try {
    const { uid, gid } = statSync(folder)
    return uid === 0 ? undefined : { uid, gid }
  } catch {
    return undefined
  }
}

function accountNamed(name: string): Runner['user'] {
  const id = (flag: string) => {
    const result = spawnSync('id', [flag, name], { encoding: 'utf8' })
    return result.status === 0 ? Number(result.stdout) : Number.NaN
  }
  const [uid, gid] = [id('-u'), id('-g')]
  return Number.isInteger(uid) && Number.isInteger(gid) && uid > 0 ? { uid, gid } : undefined
}
