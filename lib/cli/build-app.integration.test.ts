import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildApp, isBuilt } from './build-app.ts'
import { buildInputsHash } from './build-stamp.ts'
import { root as repository } from './command.ts'

let root: string

/** Stands for Next's program: counts its runs, and does what the file `behave` says. */
const program = `
const fs = require('node:fs')
const runs = fs.existsSync('runs') ? Number(fs.readFileSync('runs', 'utf8')) : 0
fs.writeFileSync('runs', String(runs + 1))
fs.writeFileSync('environment', JSON.stringify(process.env))
fs.mkdirSync('.next', { recursive: true })
console.log('output of the build')
if (fs.existsSync('behave')) eval(fs.readFileSync('behave', 'utf8'))
fs.writeFileSync('.next/BUILD_ID', 'id')
`

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'patchbay-build-'))
  put('app/page.tsx', 'page')
  put('lib/domain/verb.ts', 'verb')
  put('next.config.ts', 'config')
  put('node_modules/next/dist/bin/next', program)
  put(
    'lib/cli/exit-with-parent.mjs',
    readFileSync(path.join(repository, 'lib/cli/exit-with-parent.mjs'), 'utf8'),
  )
})

afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function put(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), content)
}

const quiet = { onOutput: () => {} }
const runs = () =>
  existsSync(path.join(root, 'runs')) ? Number(readFileSync(path.join(root, 'runs'), 'utf8')) : 0

describe('what counts as a change', () => {
  it.each([
    ['a page', () => put('app/page.tsx', 'other')],
    ['a new file', () => put('components/new.tsx', 'new')],
    ['a removed file', () => rmSync(path.join(root, 'lib/domain/verb.ts'))],
    [
      'a moved file',
      () => renameSync(path.join(root, 'lib/domain/verb.ts'), path.join(root, 'lib/domain/b.ts')),
    ],
    ['the configuration', () => put('next.config.ts', 'other')],
    ['the packages', () => put('package-lock.json', '{}')],
    ['the schema', () => put('prisma/schema.prisma', 'model')],
    ['a public file', () => put('public/logo.svg', '<svg/>')],
  ])('%s does', (_case, change) => {
    const before = buildInputsHash(root)
    change()
    expect(buildInputsHash(root)).not.toBe(before)
  })

  it.each([
    'app/page.test.tsx',
    'lib/domain/verb.integration.test.ts',
    'lib/domain/README.md',
    'lib/cli/start.ts',
    'lib/testing/factory.ts',
    'lib/db/generated/client.ts',
    'app/.DS_Store',
    'e2e/sign-in.spec.ts',
    'README.md',
  ])('%s does not', (file) => {
    const before = buildInputsHash(root)
    put(file, 'x')
    expect(buildInputsHash(root)).toBe(before)
  })
})

describe('buildApp', () => {
  it('builds once, and again only when something changed or when it must', async () => {
    expect(await buildApp(root, quiet)).toBe('built')
    expect(await buildApp(root, quiet)).toBe('unchanged')
    expect(isBuilt(root)).toBe(true)
    put('app/page.tsx', 'other')
    expect(isBuilt(root)).toBe(false)
    expect(await buildApp(root, quiet)).toBe('built')
    expect(await buildApp(root, { ...quiet, force: true })).toBe('built')
    expect(runs()).toBe(3)
  })

  it('builds once for two that ask at the same time', async () => {
    const results = await Promise.all([buildApp(root, quiet), buildApp(root, quiet)])
    expect(results.toSorted()).toEqual(['built', 'unchanged'])
    expect(runs()).toBe(1)
  })

  it.each([
    ['fails', 'process.exit(3)'],
    ['is killed', 'process.kill(process.pid, "SIGKILL")'],
  ])('takes nothing for good when it %s, also not what was there', async (_case, behaviour) => {
    await buildApp(root, quiet)
    put('behave', behaviour)
    put('app/page.tsx', 'other')
    await expect(buildApp(root, quiet)).rejects.toThrow(/^Building the dashboard failed: /)
    expect(isBuilt(root)).toBe(false)
    put('app/page.tsx', 'page')
    expect(isBuilt(root)).toBe(false)
    rmSync(path.join(root, 'behave'))
    expect(await buildApp(root, quiet)).toBe('built')
  })

  it('does not vouch for a build during which its source was edited', async () => {
    put('behave', 'fs.writeFileSync("app/page.tsx", "edited meanwhile")')
    expect(await buildApp(root, quiet)).toBe('built')
    expect(isBuilt(root)).toBe(false)
  })

  it('is gone with the output that its stamp speaks of', async () => {
    await buildApp(root, quiet)
    rmSync(path.join(root, '.next', 'BUILD_ID'))
    expect(isBuilt(root)).toBe(false)
  })

  it('gives the build no secret, and production as its mode', async () => {
    await buildApp(root, quiet)
    const environment = JSON.parse(readFileSync(path.join(root, 'environment'), 'utf8')) as NodeJS.ProcessEnv
    expect(environment.NODE_ENV).toBe('production')
    expect(environment.PATCHBAY_MASTER_KEY).toBeUndefined()
    expect(process.env.PATCHBAY_MASTER_KEY).toBeDefined()
  })
})
