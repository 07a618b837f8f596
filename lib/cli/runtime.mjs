// Which Node runs Patchbay: the machine's own when it is new enough, else the one from the lock file.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { CliError } from './cli-error.mjs'

export const MIN_NODE_MAJOR = 24

/**
 * @param {string} root
 * @param {string} version of the Node that runs this
 * @returns {string} the program to start
 * @throws {CliError} when there is no Node that is new enough
 */
export function pickRuntime(root, version = process.versions.node) {
  if (Number.parseInt(version, 10) >= MIN_NODE_MAJOR) return process.execPath
  const shipped = path.join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(shipped) && spawnSync(shipped, ['--version']).status === 0) return shipped
  throw new CliError(
    `Patchbay runs on Node ${MIN_NODE_MAJOR} or newer, this is Node ${version}, and none comes with it for ` +
      `${process.platform}-${process.arch}: install Node ${MIN_NODE_MAJOR}.`,
  )
}
