import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dropFromKeyFile, newMasterKey, placesOfKey } from './key-change.ts'
import { type KeySettings, loadKeyring, masterKeyFile } from './master-key.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-key-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const settings = (given: Partial<KeySettings> = {}): KeySettings => ({
  ...{ DATA_DIR: dataDir, PATCHBAY_MASTER_KEY: undefined, PATCHBAY_OLD_MASTER_KEYS: [], ...given },
})
const idsOf = () => {
  const { current, older } = loadKeyring(settings())
  return [current, ...older].map(({ id }) => id)
}

test('a new key is nobody’s until it is kept; then it is the current one, above those before', () => {
  const [first = ''] = idsOf()
  const made = newMasterKey(settings())
  expect(idsOf()).toEqual([first])
  made.keep()
  expect(idsOf()).toEqual([made.id, first])
  const third = newMasterKey(settings())
  third.keep()
  expect(idsOf()).toEqual([third.id, made.id, first])
})

test('the file is replaced whole, for its owner alone: who has it open reads the one from before', () => {
  loadKeyring(settings())
  const file = masterKeyFile(dataDir)
  const before = readFileSync(file, 'utf8')
  const seen = path.join(dataDir, 'seen')
  linkSync(file, seen)
  newMasterKey(settings()).keep()
  expect(readFileSync(seen, 'utf8')).toBe(before)
  expect(readFileSync(file, 'utf8').endsWith(`\n${before}`)).toBe(true)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(dataDir).toSorted()).toEqual(['master.key', 'seen'])
})

test('a link stays a link, and what it leads to is replaced', () => {
  loadKeyring(settings())
  const [file, elsewhere] = [masterKeyFile(dataDir), path.join(dataDir, 'elsewhere')]
  mkdirSync(elsewhere)
  renameSync(file, path.join(elsewhere, 'key'))
  symlinkSync(path.join('elsewhere', 'key'), file)
  newMasterKey(settings()).keep()
  expect(readlinkSync(file)).toBe(path.join('elsewhere', 'key'))
  expect(readdirSync(elsewhere)).toEqual(['key'])
  expect(idsOf()).toHaveLength(2)
})

test('a file that is not there is not made: nothing could be opened with it', () => {
  expect(() => newMasterKey(settings()).keep()).toThrow(
    `${masterKeyFile(dataDir)} cannot be replaced (ENOENT)`,
  )
  expect(readdirSync(dataDir)).toEqual([])
})

test('keys are found by their place, and taken out', () => {
  const [first = ''] = idsOf()
  const made = newMasterKey(settings())
  made.keep()
  const [, line = ''] = readFileSync(masterKeyFile(dataDir), 'utf8').split('\n')
  const both = settings({ PATCHBAY_OLD_MASTER_KEYS: ['11'.repeat(32), line.slice(3)] })
  expect(placesOfKey(both, first)).toEqual([
    `line 2 of ${masterKeyFile(dataDir)}`,
    'key 2 of PATCHBAY_OLD_MASTER_KEYS',
  ])
  expect(dropFromKeyFile(both, [first, 'ffffffff'])).toEqual([first])
  expect(idsOf()).toEqual([made.id])
  expect(dropFromKeyFile(both, [made.id])).toEqual([made.id])
  expect(readdirSync(dataDir)).toEqual([])
})
