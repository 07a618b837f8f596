import { exactTimeText } from '#components/ui/relative-time-text.ts'
import type { FieldChange } from '#lib/domain/audit/diff.ts'
import type { ChangeView } from '#lib/domain/audit/view.ts'
import { eventsText, turnsToOrFromAll } from '#lib/domain/endpoints/events-text.ts'
import { fieldLabels } from '#lib/domain/endpoints/fields.ts'

type Action = ChangeView['action']

export const auditLogDescription = 'Every change of this team, and who made it.'

/** What was done, before the name of what it was done to. */
const deeds: Readonly<Record<Action, string>> = {
  'endpoint.created': 'created',
  'endpoint.updated': 'changed',
  'endpoint.deleted': 'deleted',
  'deliveries.dropped': 'dropped held deliveries of',
  'secret.created': 'made a signing secret for',
  'secret.rotated': 'rotated the signing secret of',
  'secret.revoked': 'revoked an older signing secret of',
  'secret.revealed': 'revealed the signing secret of',
  'secret.destroyed': 'destroyed the signing secret of',
  'source.created': 'created the source',
  'source.updated': 'changed the source',
  'source.deleted': 'deleted the source',
  'source.revealed': 'revealed a value of the source',
  'api_key.created': 'created the API key',
  'api_key.revoked': 'revoked the API key',
  'oauth_app.created': 'registered the OAuth app',
  'oauth_app.updated': 'changed the OAuth app',
  'oauth_app.secret_rotated': 'rotated the client secret of',
  'oauth_app.authorized': 'gave access to',
  'oauth_app.revoked': 'revoked the OAuth app',
  'job.created': 'started',
  'job.cancelled': 'cancelled',
  'team.created': 'created the team',
  'team.updated': 'changed the team',
  'team.deleted': 'deleted the team',
  'member.added': 'added the member',
  'member.role_changed': 'changed the role of',
  'member.removed': 'removed the member',
  'member.left': 'left the team:',
  'invitation.created': 'invited',
  'invitation.revoked': 'withdrew the invitation of',
  'invitation.accepted': 'accepted the invitation of',
  'event_type.created': 'added the event type',
  'event_type.updated': 'changed the event type',
  'event_type.archived': 'archived the event type',
  'event_type.restored': 'restored the event type',
  'user.updated': 'changed the account of',
  'user.password_changed': 'changed the password of',
  'user.password_reset': 'reset the password of',
  'user.sessions_ended': 'signed out everywhere:',
}

/** The same where the thing itself needs no name, because the page is about it. Null: the steps say it all. */
const ownDeeds: Partial<Readonly<Record<Action, string>>> = {
  'endpoint.created': 'Created',
  'endpoint.deleted': 'Deleted',
  'secret.created': 'Signing secret made',
  'secret.rotated': 'Signing secret rotated',
  'secret.revoked': 'Older signing secret revoked',
  'secret.revealed': 'Signing secret revealed',
  'secret.destroyed': 'Signing secret destroyed',
  'source.created': 'Created',
  'source.deleted': 'Deleted',
  'oauth_app.created': 'Registered',
  'oauth_app.secret_rotated': 'Client secret rotated',
  'oauth_app.authorized': 'Gave access',
  'oauth_app.revoked': 'Revoked',
}

export function deedText(change: Pick<ChangeView, 'action' | 'fields'>): string {
  if (change.action === 'source.revealed') return `revealed ${revealedName(change)} of the source`
  if (change.action === 'deliveries.dropped') return `dropped ${droppedText(change)} of`
  return deeds[change.action] ?? change.action
}

function revealedName({ fields }: Pick<ChangeView, 'fields'>): string {
  return fields[0]?.key ?? 'a value'
}

function droppedText({ fields }: Pick<ChangeView, 'fields'>): string {
  const count = fields.find((step) => step.field === 'dropped')?.after
  if (typeof count !== 'number') return 'held deliveries'
  return `${count.toLocaleString('en-US')} held ${count === 1 ? 'delivery' : 'deliveries'}`
}

/** For the history of one thing. Null where the steps say it all. */
export function ownDeedText(change: ChangeView): string | null {
  if (change.action === 'source.revealed') return `Revealed ${revealedName(change)}`
  if (change.action === 'deliveries.dropped') return `Dropped ${droppedText(change)}`
  const text = ownDeeds[change.action] ?? null
  return text === null ? null : text + rotationText(change)
}

/** ", 24 h overlap, 1 older secret ended" behind a rotation. */
export function rotationText({ action, fields, createdAt }: ChangeView): string {
  if (action !== 'secret.rotated') return ''
  const ends = fields.filter((step) => step.field === 'oldSecretSignsUntil')
  const until = ends.find((step) => step.before === null)?.after
  const ended = ends.filter((step) => step.before !== null).length
  const overlap = `, ${overlapText(until, createdAt)}`
  return ended === 0 ? overlap : `${overlap}, ${ended} older ${ended === 1 ? 'secret' : 'secrets'} ended`
}

function overlapText(until: unknown, from: string): string {
  if (typeof until !== 'string') return 'no overlap'
  const hours = Math.round((Date.parse(until) - Date.parse(from)) / 3_600_000)
  return hours < 48 || hours % 24 > 0 ? `${hours}\u00a0h overlap` : `${hours / 24}\u00a0days overlap`
}

/** The steps that say more than the deed does. Masks of secrets tell nobody anything. */
export function tellingSteps({
  action,
  fields,
}: Pick<ChangeView, 'action' | 'fields'>): readonly FieldChange[] {
  if (action.startsWith('secret.') || action === 'deliveries.dropped') return []
  if (action === 'event_type.archived' || action === 'event_type.restored') return []
  if (/^(event_type|team|api_key|oauth_app)\.created$/.test(action))
    return fields.filter((step) => step.field !== 'name')
  return fields.filter((step) => !isBlank(step.before) || !isBlank(step.after))
}

/** The one side that a step has where something came or went as a whole. */
export function onlySide({ action }: Pick<ChangeView, 'action'>): 'before' | 'after' | undefined {
  if (/\.(created|added)$/.test(action)) return 'after'
  return /\.(deleted|removed|left|revoked)$/.test(action) ? 'before' : undefined
}

function isBlank(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

const otherLabels: Readonly<Record<string, string>> = {
  secret: 'Signing secret',
  role: 'Role',
  email: 'Email',
  slug: 'Address',
  group: 'Group',
  schema: 'JSON Schema',
  archivedAt: 'Archived',
  toolkit: 'Toolkit',
  clientId: 'Client id',
  data: 'Setup field',
  kind: 'Kind',
  user: 'Of',
  scopes: 'Scopes',
  expiresAt: 'Ends',
  redirectUris: 'Redirect addresses',
  activeTokens: 'Active tokens',
  retentionDays: 'Days that deliveries are kept',
  pauseAfterDays: 'Days before a failing endpoint is paused',
}

/** A step's name: the field's, or of a map the kind of its key, which is shown behind it. */
export function stepLabel({ field, key }: FieldChange): string {
  if (field === 'headers' && key !== undefined) return 'Header'
  if (field === 'metadata' && key !== undefined) return 'Metadata'
  return (fieldLabels as Readonly<Record<string, string>>)[field] ?? otherLabels[field] ?? field
}

/** A step in plain words, for the names of buttons and for toasts. */
export function stepName(step: FieldChange): string {
  return step.key === undefined ? stepLabel(step) : `${stepLabel(step)} ${step.key}`
}

/** A value as people say it; null where there is none. */
export function valueText(field: string, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') {
    if (field === 'active') return value ? 'active' : 'paused'
    return value ? 'on' : 'off'
  }
  if (field === 'kind' && typeof value === 'string') return value.replaceAll('_', ' ')
  if (field === 'expiresAt' && typeof value === 'string') return exactTimeText(Date.parse(value))
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (field === 'events' && Array.isArray(value)) return eventsText(value)
  return JSON.stringify(value, null, 2)
}

export interface ListDiff {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** What came and what went, where both values are lists of names (or nothing), and none of them is that of all events. */
export function listDiff({ field, before, after }: FieldChange): ListDiff | null {
  if (!Array.isArray(before) && !Array.isArray(after)) return null
  const a = names(before)
  const b = names(after)
  if (!a || !b || (field === 'events' && turnsToOrFromAll(a, b))) return null
  return { added: b.filter((name) => !a.includes(name)), removed: a.filter((name) => !b.includes(name)) }
}

function names(value: unknown): readonly string[] | null {
  if (value === null) return []
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null
}
