import { spawn, spawnSync } from 'node:child_process'
import type { Socket } from 'node:net'
import type { Runner } from './runner.ts'

/** How the server learns that we are gone, also after `kill -9`. */
export type Tie = 'parent-death-signal' | 'watcher'

/** SIGINT is PostgreSQL's fast shutdown: sessions are cut, everything acknowledged is on disk. */
export const STOP_SIGNAL = 'SIGINT'

/** The kernel's own signal where there is one (Linux with util-linux), else a watching shell. */
export function bestTie(): Tie {
  if (process.platform !== 'linux') return 'watcher'
  return spawnSync('setpriv', ['--pdeathsig', 'INT', 'true']).status === 0 ? 'parent-death-signal' : 'watcher'
}

/**
 * The runner with the kernel's signal put in front of the program. The shell closes the gap in which we die before
 * the signal is asked for: then its parent is another process by now, and it starts nothing.
 */
export function withParentDeathSignal(runner: Runner): Runner {
  const guard = ['sh', '-c', '[ "$PPID" = "$0" ] && exec "$@"', String(process.pid)]
  return { ...runner, prefix: [...runner.prefix, 'setpriv', '--pdeathsig', 'INT', ...guard] }
}

/**
 * A shell that holds our end of a pipe and stops the server when the pipe closes, which is when we die.
 * `watch` tells it whom; `release` ends it, after the server has ended by itself.
 */
export function startWatcher(): { watch(pid: number): void; release(): void } {
  const script = 'read -r pid && { cat >/dev/null; kill -INT "$pid"; }'
  const child = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/' })
  child.stdin.on('error', () => {})
  // neither may keep our process alive; at run time the stream is a socket, which can be let go like the process
  const pipe = child.stdin as typeof child.stdin & Partial<Socket>
  for (const handle of [child, pipe]) handle.unref?.()
  return {
    watch: (pid) => void child.stdin.write(`${pid}\n`),
    release: () => void child.kill('SIGKILL'),
  }
}
