import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export type SourceFile = { path: string; text: string }

/** Made by tools, or not ours. */
const SKIPPED =
  /^((bench\/next-route\/)?\.next|node_modules|\.git|\.data|\.cache|lib\/db\/generated|test-results|playwright-report)$/

/** All files of the repository below `folder`, as paths with `/` from its root. */
export function listFiles(folder = ''): string[] {
  return readdirSync(folder || '.', { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name)
    if (SKIPPED.test(file)) return []
    if (entry.isDirectory()) return listFiles(file)
    return entry.isFile() ? [file] : []
  })
}

/** The files that hold code. */
export function sourceFiles(): SourceFile[] {
  return listFiles()
    .filter((file) => /\.(ts|tsx|mjs|css)$/.test(file) && !file.endsWith('.d.ts'))
    .map((file) => ({ path: file, text: readFileSync(file, 'utf8') }))
}

/** Tests and what serves only them; nothing else may import these. */
export function isTest(file: string): boolean {
  return (
    /\.(test|spec|fixture)\.tsx?$/.test(file) || file.startsWith('lib/testing/') || file.startsWith('e2e/')
  )
}
