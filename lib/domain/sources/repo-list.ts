import { client } from '../shared/transaction.ts'

export interface SummaryRow {
  readonly id: string
  readonly publicId: string
  readonly toolkit: string
  readonly clientId: string
  readonly version: number
  readonly createdAt: Date
  readonly verifiedAt: Date | null
}

export interface SourceFilter {
  readonly teamId: string
  /** in the client id and in the id, without regard to case */
  readonly search?: string | undefined
  readonly toolkits?: readonly string[] | undefined
  /** only sources made before this one */
  readonly beforeId?: string | undefined
  /** only sources made after this one, oldest first */
  readonly afterId?: string | undefined
  readonly take?: number | undefined
}

const COLUMNS = {
  id: true,
  publicId: true,
  toolkit: true,
  clientId: true,
  version: true,
  createdAt: true,
  verifiedAt: true,
} as const

/** Newest first, or oldest first after `afterId`. */
export async function findSources(filter: SourceFilter): Promise<SummaryRow[]> {
  const { search, beforeId, afterId } = filter
  const contains = search === undefined ? null : { contains: literal(search), mode: 'insensitive' as const }
  return client().source.findMany({
    select: COLUMNS,
    where: {
      teamId: filter.teamId,
      ...(filter.toolkits ? { toolkit: { in: [...filter.toolkits] } } : {}),
      ...(contains ? { OR: [{ clientId: contains }, { publicId: contains }] } : {}),
      ...(beforeId ? { id: { lt: beforeId } } : {}),
      ...(afterId ? { id: { gt: afterId } } : {}),
    },
    orderBy: { id: afterId ? 'asc' : 'desc' },
    ...(filter.take === undefined ? {} : { take: filter.take }),
  })
}

/** The names that are set, by source. */
export async function findSetNames(
  teamId: string,
  sourceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await client().sourceValue.findMany({
    select: { sourceId: true, name: true },
    where: { teamId, sourceId: { in: [...sourceIds] } },
  })
  const names = new Map<string, string[]>()
  for (const { sourceId, name } of rows) names.set(sourceId, [...(names.get(sourceId) ?? []), name])
  return names
}

/** Prisma leaves the wildcards of LIKE as they are. */
const literal = (text: string) => text.replaceAll(/[\\%_]/g, (c) => `\\${c}`)
