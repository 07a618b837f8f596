import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type FSWatcher, watch } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { say } from './progress.ts'

/** What the server process tells over its channel. */
type Report = { ready: true } | { loaded: string }

/** An editor saves in several steps, and a change of branch is many files. */
const SETTLE_MS = 100

/**
 * The server of `npm run dev`: a process of its own, started anew when a file that it has loaded changes. (Pages and
 * components are reloaded by Next, without that.)
 */
export class DevServer {
  #root: string
  #onReady: () => void
  #child: ChildProcess | undefined
  #loaded = new Set<string>()
  /** one watcher a folder: a watched file is lost when an editor replaces it */
  #watchers = new Map<string, FSWatcher>()
  #timer: NodeJS.Timeout | undefined
  #isStopped = false

  constructor(root: string, onReady: () => void) {
    this.#root = root
    this.#onReady = onReady
  }

  start(): void {
    const reporter = pathToFileURL(path.join(this.#root, 'lib', 'cli', 'report-modules.ts')).href
    const main = path.join(this.#root, 'server.ts')
    const args = ['--disable-warning=ExperimentalWarning', '--import', reporter, main]
    const child = spawn(process.execPath, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
    this.#child = child
    child.on('message', (report: Report) => {
      if ('ready' in report) this.#onReady()
      else this.#watch(report.loaded)
    })
    child.once('exit', (code) => {
      if (this.#child !== child || this.#isStopped) return
      this.#child = undefined
      say(`The server ended with code ${code}; it starts again when its code changes.`)
    })
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    for (const watcher of this.#watchers.values()) watcher.close()
    await this.#end()
  }

  #watch(loaded: string): void {
    this.#loaded.add(loaded)
    const folder = path.dirname(loaded)
    if (this.#watchers.has(folder) || this.#isStopped) return
    const watcher = watch(folder, (_event, name) => this.#onChange(path.join(folder, name ?? '')))
    // the folder was removed; its files are loaded from elsewhere next time
    watcher.on('error', () => this.#watchers.delete(folder))
    this.#watchers.set(folder, watcher)
  }

  #onChange(file: string): void {
    // a server that could not start may be missing a file that is only made now
    const isUsed = this.#loaded.has(file) || (this.#child === undefined && file.endsWith('.ts'))
    if (!isUsed) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#restart(file), SETTLE_MS)
  }

  async #restart(file: string): Promise<void> {
    say(`${path.relative(this.#root, file)} changed; starting the server anew…`)
    await this.#end()
    if (!this.#isStopped && this.#child === undefined) this.start()
  }

  async #end(): Promise<void> {
    const child = this.#child
    if (child === undefined) return
    this.#child = undefined
    child.kill('SIGTERM')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
}
