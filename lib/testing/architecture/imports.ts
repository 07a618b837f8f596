import path from 'node:path'
import { parseSync } from 'oxc-parser'
import type { SourceFile } from './source-files.ts'

/** One import. `to` is a path from the repository's root, or `npm:name`, or `node:name`. */
export type Edge = { from: string; to: string; isType: boolean }

/** Every import, re-export and dynamic import of a file. */
export function readImports({ path: file, text }: SourceFile): Edge[] {
  const { module, errors } = parseSync(file, text)
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`)
  const edges = module.staticImports.map(({ moduleRequest, entries, start }) => ({
    specifier: moduleRequest.value,
    isType:
      text.startsWith('import type', start) || (entries.length > 0 && entries.every((entry) => entry.isType)),
  }))
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) edges.push({ specifier: moduleRequest.value, isType })
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const [, specifier] =
      /^['"`]([^'"`$]+)['"`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end)) ?? []
    if (specifier) edges.push({ specifier, isType: false })
  }
  return edges.map(({ specifier, isType }) => ({ from: file, to: resolve(file, specifier), isType }))
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(from), specifier)
  if (specifier.startsWith('node:')) return specifier
  return `npm:${specifier}`
}
