import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { root } from '../command.ts'

export type ToolRun = {
  /** for messages, and for the log's name */
  name: string
  /** path of its script below `node_modules` */
  script: string
  args: string[]
  env?: Record<string, string>
  signal: AbortSignal
  /** where everything it writes goes, for the leak scan */
  logFolder: string
  /** gets its output line by line, without the lines of our own log */
  show: (line: string) => void
}

/** Runs a tool of the repository to its end, with Node itself. Answers its exit code, 1 when it was killed. */
export async function runTool(run: ToolRun): Promise<number> {
  const preload = pathToFileURL(path.join(root, 'lib', 'cli', 'exit-with-parent.mjs')).href
  const script = path.join(root, 'node_modules', run.script)
  const child = spawn(process.execPath, ['--import', preload, script, ...run.args], {
    cwd: root,
    env: { ...process.env, ...run.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = () => child.kill('SIGTERM')
  run.signal.addEventListener('abort', stop)
  const log = createWriteStream(path.join(run.logFolder, `${run.name}.log`), { mode: 0o600, flags: 'a' })
  for (const stream of [child.stdout, child.stderr]) {
    stream.pipe(log, { end: false })
    createInterface({ input: stream }).on('line', (line) => {
      if (!line.startsWith('{"level"')) run.show(line)
    })
  }
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => resolve(exitCode ?? 1))
  })
  run.signal.removeEventListener('abort', stop)
  await new Promise<void>((resolve) => log.end(resolve))
  return code
}
