import { Remembered } from '#lib/remembered.ts'

/** More texts than this process has, so that a stray loop of new ones cannot grow for ever. */
const MAX_NAMES = 1_000

/** Begins a statement whose best plan depends on its values, as searches do: it is planned anew each time. */
export const PLANNED_ANEW = '/* planned anew */'

/**
 * Gives each statement's text a name, so that PostgreSQL parses and plans it once a connection. Without, planning is
 * most of the cost of our larger statements. An empty name is none. A connection
 * knows one text by each name, so those who share connections share the names too.
 */
export function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Remembered<string>(MAX_NAMES)
  let made = 0
  return ({ sql }) => (sql.startsWith(PLANNED_ANEW) ? '' : names.get(sql, () => `s${made++}`))
}
