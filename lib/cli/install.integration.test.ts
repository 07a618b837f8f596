import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CliError } from './cli-error.mjs'
import { installPackages, isInstalled, recordMatches } from './install.mjs'

let root: string

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'patchbay-install-'))
  mkdirSync(path.join(root, 'node_modules'))
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const lockFile = () => path.join(root, 'package-lock.json')
const recordFile = () => path.join(root, 'node_modules', '.package-lock.json')

function write(file: string, packages: object): void {
  writeFileSync(file, JSON.stringify({ lockfileVersion: 3, packages }))
}

const hono = { version: '4.0.0', integrity: 'sha512-a' }

describe('isInstalled', () => {
  it('is false without packages, and after an installation that was cut off', () => {
    write(lockFile(), { 'node_modules/hono': hono })
    expect(isInstalled(root)).toBe(false)
  })

  it('is true when npm’s record is the lock file, as after npm ci by hand', () => {
    write(lockFile(), { '': { name: 'patchbay' }, 'node_modules/hono': hono })
    write(recordFile(), { 'node_modules/hono': hono })
    expect(isInstalled(root)).toBe(true)
    expect(isInstalled(root)).toBe(true)
  })

  it('is false again when the lock file changes', () => {
    write(lockFile(), { 'node_modules/hono': hono })
    write(recordFile(), { 'node_modules/hono': hono })
    expect(isInstalled(root)).toBe(true)
    write(lockFile(), { 'node_modules/hono': { version: '4.0.1', integrity: 'sha512-b' } })
    expect(isInstalled(root)).toBe(false)
  })
})

describe('recordMatches', () => {
  const machine = { platform: 'linux', arch: 'x64', isMusl: false }
  const other = { version: '1.0.0', integrity: 'sha512-o' }

  it.each([
    ['the same', { a: other }, { a: other }, true],
    ['one is missing', { a: other, b: other }, { a: other }, false],
    ['one is too many', { a: other }, { a: other, b: other }, false],
    ['another version', { a: other }, { a: { ...other, version: '2.0.0' } }, false],
    ['another content', { a: other }, { a: { ...other, integrity: 'sha512-x' } }, false],
    ['development packages were left out', { a: { ...other, dev: true } }, {}, false],
    ['an optional one of another system', { a: { ...other, optional: true, os: ['darwin'] } }, {}, true],
    [
      'an optional one of this system',
      { a: { ...other, optional: true, os: ['linux'], cpu: ['x64'] } },
      {},
      false,
    ],
    ['an optional one of another processor', { a: { ...other, optional: true, cpu: ['arm64'] } }, {}, true],
    [
      'an optional one for all but this system',
      { a: { ...other, optional: true, os: ['!linux'] } },
      {},
      true,
    ],
    [
      'an optional one for all but another system',
      { a: { ...other, optional: true, os: ['!win32'] } },
      {},
      false,
    ],
    [
      'an optional one for musl',
      { a: { ...other, optional: true, os: ['linux'], libc: ['musl'] } },
      {},
      true,
    ],
    [
      'an optional one for glibc',
      { a: { ...other, optional: true, os: ['linux'], libc: 'glibc' } },
      {},
      false,
    ],
    ['what an optional one needs', { a: { ...other, optional: true } }, {}, true],
  ])('%s', (_case, locked, installed, expected) => {
    expect(recordMatches(locked, installed, machine)).toBe(expected)
  })
})

describe('installPackages', () => {
  it('installs everything, whatever the machine’s settings leave out, and remembers it', async () => {
    write(lockFile(), { 'node_modules/hono': hono })
    let command: string[] = []
    const run = async (program: string, args: string[]) => {
      command = [program, ...args]
      write(recordFile(), { 'node_modules/hono': hono })
      return 0
    }
    await installPackages(root, run, () => {})
    expect(command).toEqual(expect.arrayContaining(['ci', '--include=dev', '--include=optional']))
    expect(isInstalled(root)).toBe(true)
    expect(readFileSync(path.join(root, 'node_modules', '.patchbay-install'), 'utf8')).toMatch(
      /^[0-9a-f]{64}$/,
    )
  })

  it('says so when npm fails, and is not installed', async () => {
    write(lockFile(), { 'node_modules/hono': hono })
    const failing = installPackages(
      root,
      async () => 7,
      () => {},
    )
    await expect(failing).rejects.toThrow(
      new CliError('Installing the packages failed: npm ci ended with code 7.'),
    )
    expect(isInstalled(root)).toBe(false)
  })

  it('says so when the lock file is missing', async () => {
    const failing = installPackages(
      root,
      async () => 0,
      () => {},
    )
    await expect(failing).rejects.toThrow(/package-lock\.json is missing/)
  })
})
