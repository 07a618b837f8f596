import { globSync } from 'node:fs'
import path from 'node:path'

/** A code span is taken for a path when it begins with one of these. */
const ROOTS = /^(app|components|lib|prisma|public|e2e|bench|docs|\.ci)\//

/** The paths that a page names: in code spans and in relative links. Placeholders (`<x>`, `…`, `NNNN`) become globs. */
function namedPaths(page: string, text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '')
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)]
    .map(([, span = '']) => span.split(/[\s:#]/)[0] ?? '')
    .filter((span) => ROOTS.test(span))
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link.split('#')[0] ?? '')
    .filter((link) => link && !/^[a-z]+:/.test(link))
    .map((link) => path.posix.join(path.posix.dirname(page), link))
  return [...spans, ...links].map(toGlob)
}

/** Those of them that are not there. */
export function missingPaths(page: string, text: string): string[] {
  return namedPaths(page, text).filter((pattern) => globSync(pattern).length === 0)
}

function toGlob(span: string): string {
  const literal = span.replace(/[[\]()]/g, (bracket) =>
    bracket === '(' || bracket === ')' ? '?' : `[${bracket}]`,
  )
  return literal.replace(/<[^>]+>|…|NNNN/g, '*').replace(/[/.,;]+$/, '')
}
