import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listChangesAction } from '#lib/actions/changes.ts'
import type { ChangeView } from '#lib/domain/audit/view.ts'
import type { Page } from '#lib/domain/shared/pagination.ts'
import { queryKeys } from './keys.ts'
import { runAction } from './run-action.ts'

const HISTORY_PAGE = 20

/** The changes of one endpoint, newest first, page after page. */
export function endpointHistoryOptions(team: string, id: string, firstPage?: Page<ChangeView>) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.endpointChanges(team, id), 'pages'] as const,
    queryFn: ({ pageParam }) =>
      runAction(
        listChangesAction({
          team,
          entity: { kind: 'endpoint', id },
          limit: HISTORY_PAGE,
          ...(pageParam ? { cursor: pageParam } : {}),
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<ChangeView>) => page.next,
    ...(firstPage ? { initialData: { pages: [firstPage], pageParams: [null] } } : {}),
  })
}

/** The kinds of things that the audit log can be narrowed to. */
export const auditedKinds = ['endpoint', 'event_type', 'member', 'invitation', 'team'] as const
export type AuditedKind = (typeof auditedKinds)[number]

export interface AuditQuery {
  readonly entityKind?: AuditedKind | undefined
  readonly actorId?: string | undefined
  readonly cursor?: string | undefined
}

/** A page of the team's audit log. */
export function auditLogOptions(team: string, query: AuditQuery) {
  const { entityKind, actorId, cursor } = query
  return queryOptions({
    queryKey: [...queryKeys.changes(team), 'log', { entityKind, actorId, cursor }] as const,
    queryFn: () =>
      runAction(
        listChangesAction({
          team,
          ...(entityKind ? { entityKind } : {}),
          ...(actorId ? { actorId } : {}),
          ...(cursor ? { cursor } : {}),
        }),
      ),
  })
}
