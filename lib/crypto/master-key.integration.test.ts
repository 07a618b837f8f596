import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deriveKey, type Keyring, type KeySettings, loadKeyring, masterKeyFile } from './master-key.ts'

let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-key-'))
})

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

function settings(given: Partial<KeySettings> = {}): KeySettings {
  return { DATA_DIR: dataDir, PATCHBAY_MASTER_KEY: undefined, PATCHBAY_OLD_MASTER_KEYS: [], ...given }
}

/** the keys as hexadecimal digits, the current one first */
function keysOf({ current, older }: Keyring): string[] {
  return [current, ...older].map((key) => key.key.export().toString('hex'))
}

describe('the key file', () => {
  it('is made once, for its owner alone, and read from then on', () => {
    const first = loadKeyring(settings())
    const again = loadKeyring(settings())
    expect(statSync(masterKeyFile(dataDir)).mode & 0o777).toBe(0o600)
    expect(keysOf(first)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
    expect(again).toEqual(first)
    expect(readdirSync(dataDir)).toEqual(['master.key'])
  })

  it('is made in a data folder that does not exist yet', () => {
    const nested = path.join(dataDir, 'a', 'b')
    loadKeyring(settings({ DATA_DIR: nested }))
    expect(readFileSync(masterKeyFile(nested), 'utf8')).toMatch(/^v1:[A-Za-z0-9+/]{43}=\n$/)
  })

  it.each([0o640, 0o604, 0o644])('is refused with mode %o', (mode) => {
    loadKeyring(settings())
    chmodSync(masterKeyFile(dataDir), mode)
    expect(() => loadKeyring(settings())).toThrow(/open to other users of this machine: run "chmod 600/)
  })

  it.each(['', 'v1:\n', 'v2:AAAA\n', 'v1:c2hvcnQ=\n', 'plain text'])(
    'is refused when it holds %j',
    (content) => {
      writeFileSync(masterKeyFile(dataDir), content, { mode: 0o600 })
      expect(() => loadKeyring(settings())).toThrow(/is damaged/)
      expect(readFileSync(masterKeyFile(dataDir), 'utf8')).toBe(content)
    },
  )

  it('may hold older keys below the current one', () => {
    const keys = [randomBytes(32), randomBytes(32)]
    const lines = keys.map((key) => `v1:${key.toString('base64')}\n`)
    writeFileSync(masterKeyFile(dataDir), lines.join(''), { mode: 0o600 })
    expect(keysOf(loadKeyring(settings()))).toEqual(keys.map((key) => key.toString('hex')))
  })

  it('names a folder in which it cannot be made', () => {
    const blocked = path.join(dataDir, 'file')
    writeFileSync(blocked, '')
    expect(() => loadKeyring(settings({ DATA_DIR: path.join(blocked, 'data') }))).toThrow(
      /master\.key cannot be (made|read) \(ENOTDIR\)/,
    )
  })
})

describe('a key from the environment', () => {
  it('is the current one in either notation, and makes no file', () => {
    const key = randomBytes(32)
    for (const text of [key.toString('hex'), key.toString('base64'), key.toString('base64url')]) {
      expect(keysOf(loadKeyring(settings({ PATCHBAY_MASTER_KEY: text })))).toEqual([key.toString('hex')])
    }
    expect(readdirSync(dataDir)).toEqual([])
  })

  it('leaves the keys of a file and of the list as older ones, each once', () => {
    const stored = loadKeyring(settings())
    const [current, old] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')]
    const ring = loadKeyring(
      settings({ PATCHBAY_MASTER_KEY: current, PATCHBAY_OLD_MASTER_KEYS: [old, current, old] }),
    )
    expect(keysOf(ring)).toEqual([current, ...keysOf(stored), old])
    expect(ring.older[0]).toEqual(stored.current)
  })
})

describe('derived keys', () => {
  it('are the same for the same purpose and key, and differ otherwise', () => {
    const one = loadKeyring(settings({ PATCHBAY_MASTER_KEY: '11'.repeat(32) }))
    const two = loadKeyring(settings({ PATCHBAY_MASTER_KEY: '22'.repeat(32) }))
    expect(deriveKey('a', 32, one)).toEqual(deriveKey('a', 32, one))
    expect(deriveKey('a', 32, one)).not.toEqual(deriveKey('b', 32, one))
    expect(deriveKey('a', 32, one)).not.toEqual(deriveKey('a', 32, two))
    expect(deriveKey('a', 48, one)).toHaveLength(48)
    expect(keysOf(one)).not.toContain(deriveKey('a', 32, one).toString('hex'))
  })
})
