import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listChangesAction } from '#lib/actions/changes.ts'
import type { ChangeView } from '#lib/domain/audit/view.ts'
import type { Page } from '#lib/domain/shared/pagination.ts'
import { queryKeys } from './keys.ts'
import { runAction } from './run-action.ts'

const HISTORY_PAGE = 20

/** A thing that has a history on its own page. */
export interface HistoryOf {
  readonly kind: 'endpoint' | 'source' | 'oauth_app'
  readonly id: string
}

/** The changes of one thing, newest first, page after page. */
export function historyOptions(team: string, { kind, id }: HistoryOf, firstPage?: Page<ChangeView>) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.entityChanges(team, kind, id), 'pages'] as const,
    queryFn: ({ pageParam }) =>
      runAction(
        listChangesAction({
          team,
          entity: { kind, id },
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
export const auditedKinds = [
  'endpoint',
  'source',
  'event_type',
  'api_key',
  'oauth_app',
  'member',
  'invitation',
  'team',
] as const
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
