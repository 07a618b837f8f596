import { spawn } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildInputsHash, readBuildStamp, removeBuildStamp, writeBuildStamp } from './build-stamp.ts'
import { CliError } from './cli-error.mjs'
import { withFileLock } from './file-lock.mjs'
import { CLEAR_LINE } from './progress.ts'

const TAIL_LINES = 40

/** A build must not depend on them, so it does not get them. */
const secretVariables = ['DATABASE_URL', 'PATCHBAY_MASTER_KEY', 'PATCHBAY_OLD_MASTER_KEYS', 'NEXTAUTH_SECRET']

export interface BuildOptions {
  /** build even if nothing changed */
  force?: boolean
  /** where the build's own output goes; without it, its end is shown when it fails */
  onOutput?: (chunk: Buffer) => void
  /** called once when another process is building */
  onWait?: () => void
  signal?: AbortSignal
}

/** True when `.next` holds a finished build of exactly this source. */
export function isBuilt(root: string): boolean {
  return readBuildStamp(root) === buildInputsHash(root)
}

/**
 * Runs `next build` when its inputs changed since the last finished build. One process builds at a time; a build
 * that was cut off counts for nothing.
 * @throws CliError when it fails
 */
export async function buildApp(root: string, options: BuildOptions = {}): Promise<'built' | 'unchanged'> {
  if (!options.force && isBuilt(root)) return 'unchanged'
  const lock = path.join(root, '.cache', 'build.lock')
  return withFileLock(lock, () => buildLocked(root, options), options.onWait && { onWait: options.onWait })
}

async function buildLocked(root: string, options: BuildOptions): Promise<'built' | 'unchanged'> {
  const inputsHash = buildInputsHash(root)
  if (!options.force && readBuildStamp(root) === inputsHash) return 'unchanged'
  removeBuildStamp(root)
  await runNextBuild(root, options)
  // what was edited meanwhile may be in the build or not
  if (buildInputsHash(root) === inputsHash) writeBuildStamp(root, inputsHash)
  return 'built'
}

async function runNextBuild(root: string, { onOutput, signal }: BuildOptions): Promise<void> {
  const preload = pathToFileURL(path.join(root, 'lib', 'cli', 'exit-with-parent.mjs')).href
  const next = path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
  const child = spawn(process.execPath, ['--import', preload, next, 'build'], {
    cwd: root,
    env: buildEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal && { signal }),
  })
  let tail = ''
  const onChunk = (chunk: Buffer) => {
    onOutput?.(chunk)
    tail = (tail + chunk.toString()).split('\n').slice(-TAIL_LINES).join('\n')
  }
  child.stdout.on('data', onChunk)
  child.stderr.on('data', onChunk)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code === 0) return
  if (!onOutput) process.stderr.write(`${process.stderr.isTTY ? CLEAR_LINE : ''}${tail.trim()}\n`)
  throw new CliError(`Building the dashboard failed: next build ended with code ${code}.`)
}

function buildEnvironment(): NodeJS.ProcessEnv {
  const passed = Object.entries(process.env).filter(([name]) => !secretVariables.includes(name))
  return { ...Object.fromEntries(passed), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
}
