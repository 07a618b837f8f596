import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { missingPaths } from './testing/architecture/doc-paths.ts'
import { needlessExports } from './testing/architecture/exports.ts'
import { findForbiddenImports } from './testing/architecture/import-rules.ts'
import { type Edge, readImports } from './testing/architecture/imports.ts'
import {
  type LockFile,
  missingOptionalPackages,
  packagesWithAddress,
} from './testing/architecture/lock-file.ts'
import { chainTo } from './testing/architecture/reach.ts'
import { isTest, listFiles, sourceFiles } from './testing/architecture/source-files.ts'

const MAX_LINES = 400

const files = sourceFiles()
const code = files.filter((file) => /\.(ts|tsx|mjs)$/.test(file.path))
const production = code.filter((file) => !isTest(file.path))
const edges = code.flatMap(readImports)
const productionEdges = edges.filter((edge) => !isTest(edge.from))
const isServerOnly = (target: string) =>
  (target.startsWith('node:') || /^lib\/(db|crypto|observability|env|live|http)\b/.test(target)) &&
  target !== 'node:path'

describe('imports', () => {
  test('go only where the table allows', () => {
    expect(findForbiddenImports(productionEdges)).toEqual([])
  })

  test('of tests and their tools are made by tests alone', () => {
    const wrong = productionEdges.filter(
      (edge) => isTest(edge.to) && !/^(bench|lib\/cli)\/|^[a-z]+\.config/.test(edge.from),
    )
    expect(wrong.map((edge) => `${edge.from} imports ${edge.to}`)).toEqual([])
  })

  test('name files that exist, with their extension', () => {
    const known = new Set(listFiles())
    const wrong = edges.filter(
      ({ to }) => !/^(npm|node):/.test(to) && !to.startsWith('lib/db/generated/') && !known.has(to),
    )
    expect(wrong.map((edge) => `${edge.from} imports ${edge.to}`)).toEqual([])
  })

  test('of what a browser loads reach nothing that needs a server', () => {
    const clientFiles = production
      .filter((file) => /^['"]use client['"]/.test(file.text))
      .map((file) => file.path)
    const actions = new Set(
      production.filter((file) => /^['"]use server['"]/.test(file.text)).map((file) => file.path),
    )
    const chains = clientFiles.map((file) =>
      chainTo(productionEdges, file, isServerOnly, (at) => actions.has(at)),
    )
    expect(chains.filter((chain) => chain !== undefined).map((chain) => chain.join(' → '))).toEqual([])
  })

  test('of the server reach neither a page, nor what works inside of Next alone', () => {
    const isWrong = (target: string) =>
      /^(app|components)\/|\.tsx$|^npm:(server-only|next\/(headers|navigation|cache|server))$/.test(target)
    const entries = [
      'server.ts',
      ...production.map((file) => file.path).filter((file) => file.startsWith('lib/cli/')),
    ]
    const chains = entries.map((entry) => chainTo(productionEdges, entry, isWrong))
    expect(chains.filter((chain) => chain !== undefined).map((chain) => chain.join(' → '))).toEqual([])
  })

  const planted: [string, Edge][] = [
    [
      'a dialect that asks another',
      { from: 'lib/dialects/storno/wire.ts', to: 'lib/dialects/vendaze/wire.ts', isType: false },
    ],
    [
      'a dialect that knows rows',
      { from: 'lib/dialects/storno/wire.ts', to: 'lib/db/client.ts', isType: false },
    ],
    [
      'a verb that opens the database',
      { from: 'lib/domain/endpoints/update.ts', to: 'lib/db/client.ts', isType: false },
    ],
    [
      "a verb that reads another's rows",
      { from: 'lib/domain/endpoints/update.ts', to: 'lib/domain/teams/repo.ts', isType: true },
    ],
    ['a verb that knows the web', { from: 'lib/domain/teams/get.ts', to: 'npm:next/headers', isType: false }],
    [
      'a feature that uses another',
      { from: 'components/endpoints/row.tsx', to: 'components/team/row.tsx', isType: false },
    ],
    [
      'a primitive that knows the domain',
      { from: 'components/ui/tag.tsx', to: 'lib/domain/endpoints/fields.ts', isType: true },
    ],
    ['a page that skips the verbs', { from: 'app/page.tsx', to: 'lib/db/client.ts', isType: false }],
    ['a lower room that looks up', { from: 'lib/crypto/seal.ts', to: 'lib/db/client.ts', isType: false }],
    ['a room that nobody planned', { from: 'lib/shared/x.ts', to: 'lib/env.ts', isType: false }],
    [
      'the whole of zod in a browser',
      { from: 'components/endpoints/form.tsx', to: 'npm:zod', isType: false },
    ],
  ]
  test.each(planted)('would be refused: %s', (_, edge) => {
    expect(findForbiddenImports([edge])).toHaveLength(1)
  })

  test('are read from every form that the language has', () => {
    const text = `import a, { type B } from './a.ts'
      import type { C } from '#lib/c.ts'
      import './d.css'
      export { e } from '../e.ts'
      export * from 'f'
      const g = await import('node:fs')`
    expect(readImports({ path: 'lib/x/file.ts', text })).toEqual([
      { from: 'lib/x/file.ts', to: 'lib/x/a.ts', isType: false },
      { from: 'lib/x/file.ts', to: 'lib/c.ts', isType: true },
      { from: 'lib/x/file.ts', to: 'lib/x/d.css', isType: false },
      { from: 'lib/x/file.ts', to: 'lib/e.ts', isType: false },
      { from: 'lib/x/file.ts', to: 'npm:f', isType: false },
      { from: 'lib/x/file.ts', to: 'node:fs', isType: false },
    ])
  })

  test('are followed through any number of files', () => {
    const steps: Edge[] = [
      { from: 'a.ts', to: 'b.ts', isType: false },
      { from: 'a.ts', to: 'd.ts', isType: true },
      { from: 'b.ts', to: 'c.ts', isType: false },
      { from: 'c.ts', to: 'node:fs', isType: false },
      { from: 'd.ts', to: 'node:net', isType: false },
    ]
    expect(chainTo(steps, 'a.ts', (to) => to === 'node:fs')).toEqual(['a.ts', 'b.ts', 'c.ts', 'node:fs'])
    expect(
      chainTo(
        steps,
        'a.ts',
        (to) => to === 'node:fs',
        (at) => at === 'b.ts',
      ),
    ).toBeUndefined()
    expect(chainTo(steps, 'a.ts', (to) => to === 'node:net')).toBeUndefined()
  })
})

describe('exports', () => {
  test('are for another file', () => {
    expect(needlessExports(code)).toEqual([])
  })

  test('for nobody are found out', () => {
    const files = [
      { path: 'lib/a.ts', text: 'export const used = 1\nexport async function left() {}\nconst own = left' },
      { path: 'lib/b.ts', text: "import { used } from './a.ts'\nused" },
    ]
    expect(needlessExports(files)).toEqual(['lib/a.ts exports left'])
  })
})

describe('files', () => {
  test(`have at most ${MAX_LINES} lines`, () => {
    const long = files.map(({ path: file, text }) => ({ file, lines: text.split('\n').length - 1 }))
    expect(long.filter(({ lines }) => lines > MAX_LINES)).toEqual([])
  })

  test('have names in kebab case, that say what is in them', () => {
    const isWrong = (part: string) =>
      !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(part) ||
      /^(utils?|helpers?|misc|common)(\.|$)/.test(part)
    const isRouteFolder = (part: string) =>
      /^(\([a-z-]+\)|\[+(\.\.\.)?[a-zA-Z-]+\]+|@[a-z]+|_[a-z]+)$/.test(part)
    const wrong = files
      .map((file) => file.path)
      .filter((file) => file.split('/').some((part) => isWrong(part) && !isRouteFolder(part)))
    expect(wrong).toEqual([])
  })

  test('are not barrels', () => {
    const barrels = production.filter(({ path: file, text }) => {
      const statements = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').trim()
      return (
        /^index\.tsx?$/.test(path.basename(file)) ||
        /^(export\b[^;=]*?\bfrom\s*['"][^'"]+['"]\s*;?\s*)+$/.test(statements)
      )
    })
    expect(barrels.map((file) => file.path)).toEqual([])
  })

  test('read the environment in one place', () => {
    const allowed = /^(lib\/env\.ts|[a-z]+\.config\.ts|.*\.mjs|(e2e|bench|lib\/testing|lib\/cli)\/.*)$/
    const wrong = production.filter(
      ({ path: file, text }) =>
        !allowed.test(file) && /\bprocess\.env\b(?!\.NEXT_RUNTIME)|\bimport\.meta\.env\b/.test(text),
    )
    expect(wrong.map((file) => file.path)).toEqual([])
  })
})

describe('pages of documentation', () => {
  const pages = listFiles().filter((file) => file.endsWith('.md'))

  test.each(pages)('%s names only paths that exist', (page) => {
    expect(missingPaths(page, readFileSync(page, 'utf8'))).toEqual([])
  })

  test('that name a missing path are found out', () => {
    const text =
      'See `lib/env.ts`, `lib/domain/<x>/`, `lib/gone.ts:7`, [this](./gone.md) and `npm start`.\n```\nlib/not-checked.ts\n```'
    expect(missingPaths('docs/page.md', text)).toEqual(['lib/gone.ts', 'docs/gone.md'])
  })
})

describe('the lock file', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile

  test('holds the packages of every platform', () => {
    expect(missingOptionalPackages(lock)).toEqual([])
  })

  test('ties nobody to a host', () => {
    expect(packagesWithAddress(lock)).toEqual([])
  })

  test('with a fault is found out', () => {
    const packages = {
      'node_modules/a': {
        resolved: 'https://packages.example/a.tgz',
        optionalDependencies: { 'a-linux': '1', 'a-mac': '1' },
      },
      'node_modules/a-linux': {},
    }
    expect(missingOptionalPackages({ packages })).toEqual(['a wants a-mac'])
    expect(packagesWithAddress({ packages })).toEqual(['a'])
  })
})
