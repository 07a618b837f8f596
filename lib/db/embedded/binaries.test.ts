import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findBinaries, linkLibraries } from './binaries.ts'
import { socketDirFor } from './socket-dir.ts'

function newPackage() {
  const root = mkdtempSync(path.join(os.tmpdir(), 'patchbay-binaries-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  mkdirSync(path.join(root, 'native/lib'), { recursive: true })
  writeFileSync(path.join(root, 'native/lib/libpq.so.5.18'), '')
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
  writeFileSync(path.join(root, 'native/pg-symlinks.json'), JSON.stringify(links))
  return root
}

test('the programs of this platform are there', () => {
  const { postgres, initdb } = findBinaries()
  expect([existsSync(postgres), existsSync(initdb)]).toEqual([true, true])
})

test('a platform without a package is named, with the way out', () => {
  expect(() => findBinaries('plan9', 'mips')).toThrow(
    /^PostgreSQL for plan9-mips is not installed: .* DATABASE_URL/,
  )
})

test('links that a skipped install script did not make are made, and stay when made again', () => {
  const root = newPackage()
  linkLibraries(root)
  linkLibraries(root)
  expect(readlinkSync(path.join(root, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18')
})

test('the socket goes below the data folder, or where the path fits', () => {
  expect(socketDirFor('/srv/patchbay', '/tmp')).toBe('/srv/patchbay/run')
  const long = `/srv/${'x'.repeat(100)}`
  expect(socketDirFor(long, '/var/tmp')).toMatch(/^\/var\/tmp\/patchbay-[0-9a-f]{16}$/)
  expect(socketDirFor(long, long)).toMatch(/^\/tmp\/patchbay-[0-9a-f]{16}$/)
  expect(socketDirFor(long, '/tmp')).not.toBe(socketDirFor(`${long}y`, '/tmp'))
})
