// Installs the packages from the lock file, and knows when that is not needed.
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CliError } from './cli-error.mjs'

const STAMP = path.join('node_modules', '.patchbay-install')
/** npm's own record of what it installed, written last. */
const RECORD = path.join('node_modules', '.package-lock.json')

/**
 * @typedef {string | string[]} Names
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean,
 *   os?: Names, cpu?: Names, libc?: Names }} LockedPackage
 * @typedef {{ platform: string, arch: string, isMusl: boolean }} Machine
 */

/**
 * What the installed packages must be made from: the lock file and the kind of machine.
 * @param {string} root
 */
function installStamp(root) {
  const lock = readFileSync(path.join(root, 'package-lock.json'))
  return createHash('sha256').update(lock).update(`${process.platform}-${process.arch}`).digest('hex')
}

/**
 * True when `node_modules` is what the lock file says. Without a stamp of ours (somebody ran npm by hand) npm's
 * own record is compared with the lock file.
 * @param {string} root
 */
export function isInstalled(root) {
  const record = path.join(root, RECORD)
  if (!existsSync(record)) return false
  const stamp = path.join(root, STAMP)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === installStamp(root)) return true
  const locked = packagesOf(path.join(root, 'package-lock.json'))
  if (!recordMatches(locked, packagesOf(record), thisMachine())) return false
  writeStamp(root)
  return true
}

/**
 * Whether the record has each package that the lock file has for this machine, in the same version, and no other.
 * @param {Record<string, LockedPackage>} locked
 * @param {Record<string, LockedPackage>} installed
 * @param {Machine} machine
 */
export function recordMatches(locked, installed, machine) {
  for (const [name, entry] of Object.entries(installed)) {
    const wanted = locked[name]
    if (wanted?.version !== entry.version || wanted?.integrity !== entry.integrity) return false
  }
  return Object.entries(locked).every(([name, entry]) => {
    if (name === '' || name in installed) return true
    // what an optional package needs is optional too, and names no machine of its own
    return entry.optional === true && !(isForSomeMachines(entry) && isForMachine(entry, machine))
  })
}

/** @param {LockedPackage} entry */
function isForSomeMachines(entry) {
  return entry.os !== undefined || entry.cpu !== undefined || entry.libc !== undefined
}

/**
 * @param {LockedPackage} entry
 * @param {Machine} machine
 */
function isForMachine(entry, { platform, arch, isMusl }) {
  return (
    allows(entry.os, platform) &&
    allows(entry.cpu, arch) &&
    (entry.libc === undefined || platform !== 'linux' || allows(entry.libc, isMusl ? 'musl' : 'glibc'))
  )
}

/**
 * npm's rule: a list of names, or of names that are excluded with `!`.
 * @param {Names | undefined} names
 * @param {string} name
 */
function allows(names, name) {
  const list = [names ?? []].flat()
  if (list.includes(`!${name}`)) return false
  return list.includes(name) || list.includes('any') || list.every((entry) => entry.startsWith('!'))
}

/** @returns {Machine} */
function thisMachine() {
  // musl's loader has its own name on each architecture, and glibc never has it
  const loader = { x64: 'x86_64', arm64: 'aarch64' }[process.arch] ?? process.arch
  const isMusl = existsSync(`/lib/ld-musl-${loader}.so.1`)
  return { platform: process.platform, arch: process.arch, isMusl }
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage>}
 */
function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  } catch {
    return {}
  }
}

/**
 * Runs `npm ci` when the packages are missing or are not those of the lock file.
 * @param {string} root
 * @param {(program: string, args: string[]) => Promise<number>} run answers with the exit code
 * @param {(line: string) => void} say
 */
export async function installPackages(root, run, say) {
  if (!existsSync(path.join(root, 'package-lock.json'))) {
    throw new CliError('package-lock.json is missing: this is not a complete copy of Patchbay.')
  }
  try {
    accessSync(root, constants.W_OK)
  } catch (cause) {
    throw new CliError(`The folder ${root} cannot be written, so the packages cannot be installed.`, {
      cause,
    })
  }
  say('Installing the packages of package-lock.json (once; this takes a minute)…')
  const [program, ...first] = npmCommand()
  // all of them, whatever NODE_ENV or the machine's npm settings leave out: the build and the tests need them
  const args = ['ci', '--include=dev', '--include=optional', '--include=peer', '--no-audit', '--no-fund']
  const code = await run(program, [...first, ...args, '--loglevel=error'])
  if (code !== 0) throw new CliError(`Installing the packages failed: npm ci ended with code ${code}.`)
  writeStamp(root)
}

/** @param {string} root */
function writeStamp(root) {
  try {
    writeFileSync(path.join(root, STAMP), installStamp(root))
  } catch {
    // a folder that is only readable works too; npm's record is compared again the next time
  }
}

/**
 * npm itself: the one that started us, else the one beside our Node, else the one on the PATH. Its Node must not
 * be the one in `node_modules`, because that folder is emptied.
 * @returns {[string, ...string[]]}
 */
function npmCommand() {
  const nodes = [process.env.npm_node_execpath, process.execPath]
  const node = nodes.find(
    (file) => file && !file.includes(`${path.sep}node_modules${path.sep}`) && existsSync(file),
  )
  if (node === undefined) return ['npm']
  const beside = path.join(path.dirname(node), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const scripts = [process.env.npm_execpath, beside]
  const script = scripts.find((file) => file && /npm-cli\.c?js$/.test(file) && existsSync(file))
  return script === undefined ? ['npm'] : [node, script]
}
