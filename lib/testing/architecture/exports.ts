import type { SourceFile } from './source-files.ts'

/** Loaded by tools, which look for names of their own. */
const ENTRY = /^(app\/|server\.ts$|proxy\.ts$|instrumentation\.ts$|[a-z-]+\.config\.(ts|mjs)$)/
const EXPORT = /^export (?:async )?(?:const|let|function\*?|class) ([\w$]+)/gm

/** Values that a file exports and no other file names. Types may stand beside the function that they are for. */
export function needlessExports(files: readonly SourceFile[]): readonly string[] {
  const namedIn = new Map<string, number>()
  for (const { text } of files)
    for (const word of new Set(text.match(/[\w$]+/g))) namedIn.set(word, (namedIn.get(word) ?? 0) + 1)
  return files
    .filter(({ path }) => !ENTRY.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(EXPORT)]
        .map(([, name = '']) => name)
        .filter((name) => namedIn.get(name) === 1)
        .map((name) => `${path} exports ${name}`),
    )
}
