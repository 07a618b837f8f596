import type { Permission } from '../authz/permissions.ts'
import type { BrowseDeliveries } from '../deliveries/browse-deliveries.ts'
import type { Actor } from '../shared/context.ts'

export const jobKinds = ['endpoints.patch', 'endpoints.events', 'deliveries.replay'] as const
export type JobKind = (typeof jobKinds)[number]

/** `pending` waits for a process that takes it; the last three are ends. */
export const jobStates = ['pending', 'running', 'done', 'cancelled', 'failed'] as const
export type JobState = (typeof jobStates)[number]

/** Events to add to each endpoint's list, and to take away from it. */
export interface EventsChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** What is done to each endpoint: fields set, cleared or merged as in an update; or its list of events altered. */
export type BulkChange =
  | { readonly patch: Readonly<Record<string, unknown>> }
  | { readonly events: EventsChange }

/** Which endpoints: by id, or all that a list would show. */
export type BulkTarget = { readonly ids: readonly string[] } | { readonly filter: BulkFilter }

export interface BulkFilter {
  readonly search?: string | undefined
  readonly dialects?: readonly string[] | undefined
  readonly active?: boolean | undefined
  readonly failing?: true | undefined
  readonly event?: string | undefined
}

/** Which deliveries are sent again: all that their list would show. */
export type ReplayFilter = Omit<BrowseDeliveries, 'cursor' | 'limit'>

/** One endpoint or delivery that the job could do nothing with, and why; the rest goes on. */
export interface JobFailure {
  /** null: the job as a whole */
  readonly id: string | null
  readonly code: string
  readonly message: string
}

/** A job as it may leave the core: JSON-safe, credentials in headers masked. */
export interface JobView {
  readonly id: string
  readonly kind: JobKind
  readonly state: JobState
  /** what is done to each endpoint; null for a replay */
  readonly change: BulkChange | null
  /** what it was started for; null when the endpoints were named one by one, and for a replay */
  readonly filter: BulkFilter | null
  /** which deliveries are sent again; null for a change of endpoints */
  readonly replay: ReplayFilter | null
  /** endpoints or deliveries that it is about */
  readonly total: number
  /** those that are finished, whatever came of it */
  readonly done: number
  readonly changed: number
  readonly failed: number
  /** the first hundred */
  readonly failures: readonly JobFailure[]
  readonly actorKind: Actor['kind']
  readonly actorId: string | null
  readonly actorLabel: string
  readonly createdAt: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
}

/** A job of more would keep a team waiting for too long; narrow the filter instead. */
export const MAX_TARGETS = 10_000

export function isFinished(state: JobState): boolean {
  return state === 'done' || state === 'cancelled' || state === 'failed'
}

/** What it takes to start a job, to go on with it, and to stop it. */
export function permissionFor(kind: JobKind): Permission {
  return kind === 'deliveries.replay' ? 'delivery:replay' : 'endpoint:update'
}
