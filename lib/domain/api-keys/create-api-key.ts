import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import { can, type Permission } from '../authz/permissions.ts'
import { requireCurrentRole } from '../members/current-role.ts'
import { findMemberName } from '../members/member-name.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, invalid, notFound } from '../shared/errors.ts'
import { isUuid, uuidv7 } from '../shared/ids.ts'
import { parse } from '../shared/parse.ts'
import { inTransaction } from '../shared/transaction.ts'
import { lockTeam } from '../teams/lock.ts'
import type { ApiKeyKind } from './caller.ts'
import type { ApiKeyView } from './fields.ts'
import { makeKey, type PlainCredential } from './make-key.ts'
import { insertApiKey } from './repo.ts'
import { createApiKeySchema } from './schema.ts'
import { permissionsOfScopes } from './scopes.ts'
import { apiKeyView } from './view.ts'

export interface CreateApiKey {
  readonly kind: ApiKeyKind
  readonly name: string
  /** what it may do; for a user's own key none means: whatever the user's role may */
  readonly scopes: readonly string[]
  /** null: never; a personal token then ends after a year */
  readonly expiresInSeconds: number | null
  /** for the command line alone; everybody else makes their own */
  readonly userId?: string | undefined
}

export interface CreatedApiKey {
  readonly key: ApiKeyView
  /** answered here once and never again */
  readonly secret: PlainCredential
}

const PERSONAL_TOKEN_SECONDS = 365 * 86_400

/** A key of the team is made by who manages keys; a user's key by the user alone. */
function permissionToMake(kind: ApiKeyKind): Permission {
  return isUsers(kind) ? 'api-key:own' : 'api-key:manage'
}

/**
 * Makes a key or token. Its scopes never exceed what its maker may do.
 * Throws `forbidden`, `invalid`, or `not_found` for a user who is no member.
 */
export async function createApiKey(ctx: Context, input: CreateApiKey): Promise<CreatedApiKey> {
  const { kind, name, scopes, expiresInSeconds, userId } = parse(createApiKeySchema, input)
  authorize(ctx, permissionToMake(kind))
  const owner = ownerOf(ctx, kind, userId)
  const granted = permissionsOfScopes(scopes)
  refuseMoreThanOwn(ctx, granted)
  if (owner === null && granted.length === 0)
    throw invalid([{ path: ['scopes'], code: 'empty_list', message: 'Choose at least one scope.' }])
  const now = ctx.clock.now()
  const lifetime = expiresInSeconds ?? (kind === 'personal_token' ? PERSONAL_TOKEN_SECONDS : null)
  const facts = {
    id: uuidv7(now.getTime()),
    kind,
    teamId: ctx.teamId,
    userId: owner,
    createdAt: now,
    expiresAt: lifetime === null ? null : new Date(now.getTime() + lifetime * 1000),
  }
  const { secret, lookup, hash } = makeKey(facts)
  const row = { ...facts, name, lookup, hash, scopes: granted, createdBy: ctx.actor.label }
  const { change, userName } = await inTransaction(async (tx) => {
    await lockTeam(ctx, tx)
    await requireCurrentRole(ctx, tx)
    const userName = owner === null ? null : await findMemberName(ctx, tx, owner)
    if (owner !== null && userName === null) throw notFound('Member')
    await insertApiKey(tx, row)
    const change = await recordChange(ctx, tx, {
      entity: { kind: 'api_key', id: row.id, name },
      action: 'api_key.created',
      fields: [
        { field: 'kind', before: null, after: kind },
        { field: 'name', before: null, after: name },
        ...(userName === null ? [] : [{ field: 'user', before: null, after: userName }]),
        ...(granted.length === 0 ? [] : [{ field: 'scopes', before: null, after: granted }]),
        ...(row.expiresAt === null
          ? []
          : [{ field: 'expiresAt', before: null, after: row.expiresAt.toISOString() }]),
      ],
      version: null,
    })
    return { change, userName }
  })
  announce(ctx, change)
  return { key: apiKeyView({ ...row, userName, revokedAt: null, lastUsedAt: null }), secret }
}

function isUsers(kind: ApiKeyKind): boolean {
  return kind === 'user_key' || kind === 'personal_token'
}

/** The user whose key it will be; null for a key of the team. */
function ownerOf(ctx: Context, kind: ApiKeyKind, userId: string | undefined): string | null {
  if (!isUsers(kind)) {
    if (userId === undefined) return null
    const message = 'A key of this kind belongs to the team.'
    throw invalid([{ path: ['userId'], code: 'forbidden_combination', message }])
  }
  const { actor } = ctx
  if (actor.kind === 'system') {
    if (userId !== undefined && isUuid(userId)) return userId
    throw notFound('Member')
  }
  if (actor.kind === 'user' && actor.id !== null && (userId ?? actor.id) === actor.id) return actor.id
  throw new DomainError('forbidden', 'Users make their own keys, for themselves alone.')
}

function refuseMoreThanOwn(ctx: Context, granted: readonly Permission[]): void {
  const beyond = granted.find((permission) => !can(ctx.actor, permission))
  if (beyond === undefined) return
  throw new DomainError('forbidden', `Nobody gives away what they may not do themselves: ${beyond}.`)
}
