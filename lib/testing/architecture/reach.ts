import type { Edge } from './imports.ts'

/**
 * How a file comes to load another at run time: the shortest chain of imports from `start` to one that `isGoal`, or
 * undefined. Types are not loaded; `stopAt` is not looked into.
 */
export function chainTo(
  edges: readonly Edge[],
  start: string,
  isGoal: (target: string) => boolean,
  stopAt: (file: string) => boolean = () => false,
): string[] | undefined {
  const outgoing = Map.groupBy(
    edges.filter((edge) => !edge.isType),
    (edge) => edge.from,
  )
  const cameFrom = new Map<string, string | undefined>([[start, undefined]])
  for (const file of cameFrom.keys()) {
    if (isGoal(file) && file !== start) return chain(cameFrom, file)
    if (stopAt(file)) continue
    for (const { to } of outgoing.get(file) ?? []) if (!cameFrom.has(to)) cameFrom.set(to, file)
  }
  return undefined
}

function chain(cameFrom: ReadonlyMap<string, string | undefined>, end: string): string[] {
  const files = [end]
  for (let file = cameFrom.get(end); file !== undefined; file = cameFrom.get(file)) files.unshift(file)
  return files
}
