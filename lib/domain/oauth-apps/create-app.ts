import type { PlainCredential } from '../api-keys/make-key.ts'
import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import { requireCurrentRole } from '../members/current-role.ts'
import type { Context } from '../shared/context.ts'
import { invalid } from '../shared/errors.ts'
import { uuidv7 } from '../shared/ids.ts'
import { parse } from '../shared/parse.ts'
import { inTransaction } from '../shared/transaction.ts'
import { lockTeam } from '../teams/lock.ts'
import { makeClientSecret, newClientId } from './client-secret.ts'
import { refuseScopesBeyond } from './edit-app.ts'
import type { OauthAppView } from './fields.ts'
import { insertOauthApp } from './repo.ts'
import { createOauthAppSchema } from './schema.ts'
import { oauthAppView } from './view.ts'

export interface CreateOauthApp {
  readonly name: string
  /** compared character by character; an app that only ever acts for itself needs none */
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  /** false for an app that runs where anybody can read it: it gets no secret */
  readonly confidential: boolean
}

export interface CreatedOauthApp {
  readonly app: OauthAppView
  /** answered here once and never again; null for a public client */
  readonly clientSecret: PlainCredential | null
}

/** Registers an app for this team. Throws `forbidden`, `invalid`. */
export async function createOauthApp(ctx: Context, input: CreateOauthApp): Promise<CreatedOauthApp> {
  authorize(ctx, 'oauth-app:manage')
  const { name, redirectUris, scopes, confidential } = parse(createOauthAppSchema, input)
  refuseScopesBeyond(ctx, scopes)
  if (!confidential && redirectUris.length === 0)
    throw invalid([
      { path: ['redirectUris'], code: 'empty_list', message: 'An app without a secret needs an address.' },
    ])
  const now = ctx.clock.now()
  const made = confidential ? makeClientSecret() : null
  const row = {
    id: uuidv7(now.getTime()),
    teamId: ctx.teamId,
    clientId: newClientId(),
    name,
    redirectUris,
    scopes,
    createdBy: ctx.actor.label,
    createdAt: now,
    updatedAt: now,
  }
  const change = await inTransaction(async (tx) => {
    await lockTeam(ctx, tx)
    await requireCurrentRole(ctx, tx)
    await insertOauthApp(tx, { ...row, secretHash: made?.hash ?? null })
    return recordChange(ctx, tx, {
      entity: { kind: 'oauth_app', id: row.id, name },
      action: 'oauth_app.created',
      fields: [
        { field: 'name', before: null, after: name },
        { field: 'redirectUris', before: null, after: redirectUris },
        { field: 'scopes', before: null, after: scopes },
      ],
      version: 1,
    })
  })
  announce(ctx, change)
  const app = oauthAppView({ ...row, version: 1, revokedAt: null, lastUsedAt: null, confidential })
  return { app, clientSecret: made?.secret ?? null }
}
