import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, it } from 'vitest'

const npmWatch = pathToFileURL(path.join(import.meta.dirname, 'npm-watch.mjs')).href
const started: ChildProcess[] = []

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

/** What the script of npm does here: it says `up`, and `gone` when it notices that npm is. */
const script = `
  import { watchNpm } from ${JSON.stringify(npmWatch)}
  watchNpm(() => { console.log('gone'); process.exit() })
  setInterval(() => {}, 1000)
  console.log('up')`

/** Stands for npm: starts the script as `command` says, with the variables that npm sets. */
async function startNpm(command: string[]) {
  const env = { ...process.env, npm_lifecycle_script: 'node lib/cli/bootstrap.mjs start', SCRIPT: script }
  const code = `require('node:child_process').spawn(${JSON.stringify(command[0])}, ${JSON.stringify(command.slice(1))}, { stdio: 'inherit' })`
  const npm = spawn(process.execPath, ['-e', code], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  started.push(npm)
  const lines = createInterface({ input: npm.stdout })
  await once(lines, 'line')
  return { npm, nextLine: once(lines, 'line') }
}

const node = process.execPath

it.each([
  ['directly', [node, '--input-type=module', '-e', script]],
  // the shell stays between the two, and its command line names the bootstrap, as npm's does
  ['through a shell', ['sh', '-c', `"${node}" --input-type=module -e "$SCRIPT"; : lib/cli/bootstrap.mjs`]],
])('notices that npm was killed which had started it %s', async (_case, command) => {
  const { npm, nextLine } = await startNpm(command)
  npm.kill('SIGKILL')
  expect(await nextLine).toEqual(['gone'])
})
