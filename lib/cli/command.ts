import { existsSync } from 'node:fs'
import path from 'node:path'
import { EnvError } from '#lib/env.ts'
import { Lifetime } from './lifetime.ts'
import { MIN_NODE_MAJOR } from './runtime.mjs'

/** The repository's folder; every command runs in it. */
export const root = path.resolve(import.meta.dirname, '..', '..')

/**
 * Runs a command: in the repository's folder, with the variables of `.env`, ended by signals and by its parent's
 * death, or at its own end unless it declared itself ready to go on. What it throws is shown as one sentence on standard error, and the exit code is 1.
 */
export async function runCommand(task: (lifetime: Lifetime) => Promise<void>): Promise<void> {
  if (Number.parseInt(process.versions.node, 10) < MIN_NODE_MAJOR) {
    fail(
      new Error(
        `Patchbay runs on Node ${MIN_NODE_MAJOR} or newer, and this is Node ${process.versions.node}.`,
      ),
    )
    return
  }
  process.chdir(root)
  if (existsSync('.env')) process.loadEnvFile('.env')
  process.env.NEXT_TELEMETRY_DISABLED ??= '1'
  const lifetime = new Lifetime()
  try {
    await task(lifetime)
    if (lifetime.isReady || lifetime.signal.aborted) return
    await lifetime.release()
    process.exit()
  } catch (error) {
    // what breaks while everything is being stopped is a consequence of that
    if (lifetime.signal.aborted) return
    fail(error)
    await lifetime.release()
    process.exit(1)
  }
}

function fail(error: unknown): void {
  const lines = error instanceof EnvError ? error.problems : [messageOf(error)]
  for (const line of lines) process.stderr.write(`patchbay: ${line}\n`)
  const isVerbose = ['debug', 'trace'].includes(process.env.LOG_LEVEL ?? '')
  if (isVerbose && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n').find((line) => line.trim() !== '') ?? 'It failed, and gave no reason.'
}
