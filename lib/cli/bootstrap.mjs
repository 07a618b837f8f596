#!/usr/bin/env node
// The way in for every npm script. It runs on Node 20 with nothing installed: it installs the packages from the
// lock file, picks the Node that runs the rest, makes the database client, and starts the command's own file.
import { spawn } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { CliError } from './cli-error.mjs'
import { isClientFresh, makeClient } from './database-client.mjs'
import { withFileLock } from './file-lock.mjs'
import { installPackages, isInstalled } from './install.mjs'
import { watchNpm } from './npm-watch.mjs'
import { pickRuntime } from './runtime.mjs'

const commands = [
  'start',
  'dev',
  'worker',
  'build',
  'test',
  'bench',
  'fuzz',
  'faults',
  'reset-password',
  'rekey',
  'credential',
]

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

/** @type {import('node:child_process').ChildProcess | undefined} */
let child
/** @type {NodeJS.Signals | undefined} the signal that asked us to end, once one did */
let stopSignal

/**
 * Runs a program to its end, and passes the signals on that ask us to end.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').StdioOptions} stdio what it writes into a pipe is shown when it fails
 * @returns {Promise<number>} its exit code, or 128 and the signal's number
 */
function run(program, args, stdio) {
  return new Promise((resolve, reject) => {
    const started = spawn(program, args, { cwd: root, stdio })
    let output = ''
    for (const stream of [started.stdout, started.stderr]) stream?.on('data', (chunk) => (output += chunk))
    started.once('error', (cause) => {
      reject(new CliError(`${program} cannot be started: ${cause.message}.`, { cause }))
    })
    started.once('exit', (code, signal) => {
      child = undefined
      if (code !== 0 && stopSignal === undefined) process.stderr.write(output)
      resolve(code ?? 128 + (os.constants.signals[signal ?? 'SIGKILL'] ?? 0))
    })
    child = started
  })
}

/** @param {NodeJS.Signals} signal */
function stop(signal) {
  stopSignal = signal
  if (child === undefined) process.exit(128 + os.constants.signals[signal])
  child.kill(signal)
}

/**
 * Runs a preparation that must not go on without us, and ends with it when we were asked to end meanwhile.
 * @param {string} program
 * @param {string[]} args
 * @param {'inherit' | 'pipe' | 2} output
 */
async function prepare(program, args, output) {
  const preload = pathToFileURL(path.join(root, 'lib', 'cli', 'exit-with-parent.mjs')).href
  const isNode = path.basename(program).startsWith('node')
  const code = await run(program, isNode ? ['--import', preload, ...args] : args, ['ignore', output, output])
  if (stopSignal !== undefined) process.exit(128 + os.constants.signals[stopSignal])
  return code
}

/**
 * One process prepares the folder; others wait, look again, and find it done.
 * @param {() => boolean} isNeeded
 * @param {() => Promise<void>} task
 */
async function onlyIf(isNeeded, task) {
  if (!isNeeded()) return
  const lock = path.join(root, '.cache', 'prepare.lock')
  const onWait = () => say('Another process is preparing this folder; waiting for it…')
  await withFileLock(lock, async () => (isNeeded() ? task() : undefined), { onWait })
}

async function main() {
  const [command = '', ...args] = process.argv.slice(2)
  if (!commands.includes(command)) {
    throw new CliError(`Say what to do: ${commands.map((name) => `npm run ${name}`).join(', ')}.`)
  }
  if (Number.parseInt(process.versions.node, 10) < 20) {
    throw new CliError(`Patchbay needs Node 20 or newer, and this is Node ${process.versions.node}.`)
  }
  const progress = isOutputForPrograms() ? 2 : 'inherit'
  await onlyIf(
    () => !isInstalled(root),
    () => installPackages(root, (program, args) => prepare(program, args, progress), say),
  )
  const runtime = pickRuntime(root)
  process.env.PATH = [path.dirname(runtime), process.env.PATH].filter(Boolean).join(path.delimiter)
  // nothing of Patchbay reports home
  process.env.NEXT_TELEMETRY_DISABLED ??= '1'
  process.env.CHECKPOINT_DISABLE ??= '1'
  await onlyIf(
    () => !isClientFresh(root),
    () => makeClient(root, (args) => prepare(runtime, args, 'pipe'), say),
  )
  const file = path.join(root, 'lib', 'cli', `${command}.ts`)
  // the channel is how the command notices that we are gone, even when we are killed
  return run(
    runtime,
    ['--disable-warning=ExperimentalWarning', file, ...args],
    ['inherit', 'inherit', 'inherit', 'ipc'],
  )
}

/** @param {string} line */
function say(line) {
  const stream = isOutputForPrograms() ? process.stderr : process.stdout
  stream.write(`${line}\n`)
}

/** What the command answers on standard output is read by a program; all else goes to standard error. */
function isOutputForPrograms() {
  return process.argv[2] === 'credential'
}

// when a killed npm took the terminal or the pipe with it, there is nobody to write to
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => stop(signal))
watchNpm(() => stop('SIGTERM'))

try {
  process.exitCode = await main()
} catch (error) {
  const isExpected = error instanceof CliError
  process.stderr.write(`patchbay: ${isExpected ? error.message : (error?.stack ?? error)}\n`)
  process.exitCode = 1
}
