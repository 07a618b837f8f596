import type { Actor } from '../shared/context.ts'
import type { FieldChange } from './diff.ts'

export type EntityKind =
  | 'endpoint'
  | 'source'
  | 'event_type'
  | 'api_key'
  | 'oauth_app'
  | 'job'
  | 'team'
  | 'member'
  | 'invitation'
  | 'user'

export const changeActions = [
  'endpoint.created',
  'endpoint.updated',
  'endpoint.deleted',
  'deliveries.dropped',
  'secret.created',
  'secret.rotated',
  'secret.revoked',
  'secret.revealed',
  'secret.destroyed',
  'source.created',
  'source.updated',
  'source.deleted',
  'source.revealed',
  'api_key.created',
  'api_key.revoked',
  'oauth_app.created',
  'oauth_app.updated',
  'oauth_app.secret_rotated',
  'oauth_app.authorized',
  'oauth_app.revoked',
  'job.created',
  'job.cancelled',
  'team.created',
  'team.updated',
  'team.deleted',
  'member.added',
  'member.role_changed',
  'member.removed',
  'member.left',
  'invitation.created',
  'invitation.revoked',
  'invitation.accepted',
  'event_type.created',
  'event_type.updated',
  'event_type.archived',
  'event_type.restored',
  'user.updated',
  'user.password_changed',
  'user.password_reset',
  'user.sessions_ended',
] as const
export type ChangeAction = (typeof changeActions)[number]

/** A change as it is stored: who, when, and the redacted steps. */
export interface ChangeRow {
  readonly id: string
  readonly teamId: string
  readonly actorKind: Actor['kind']
  readonly actorId: string | null
  readonly actorLabel: string
  readonly entityKind: EntityKind
  readonly entityId: string
  readonly entityName: string
  readonly action: ChangeAction
  readonly fields: readonly FieldChange[]
  readonly version: number | null
  readonly revertsId: string | null
  readonly requestId: string | null
  readonly createdAt: Date
}
