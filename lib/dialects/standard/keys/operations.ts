import type { Operation } from '#lib/dialects/kit/http/operation.ts'
import { apiKeyKinds } from '#lib/domain/api-keys/caller.ts'
import { type CreateApiKey, createApiKey } from '#lib/domain/api-keys/create-api-key.ts'
import type { ApiKeyView } from '#lib/domain/api-keys/fields.ts'
import { listApiKeys } from '#lib/domain/api-keys/list-api-keys.ts'
import { revokeApiKey } from '#lib/domain/api-keys/revoke-api-key.ts'
import {
  list,
  object,
  orNull,
  pathParameter,
  problems,
  text,
  time,
  uuid,
  whole,
  words,
} from '../json-schemas.ts'
import { membersOf, operation, ROOT } from '../operation.ts'

const LIST = `${ROOT}/keys`
const tag = 'Keys'

const properties = {
  id: uuid,
  kind: words(apiKeyKinds),
  name: text(),
  mask: text('its public beginning'),
  scopes: list(text()),
  user_id: orNull(uuid),
  user_name: orNull(text()),
  created_by: text(),
  created_at: time,
  expires_at: orNull(time),
  revoked_at: orNull(time),
  last_used_at: orNull(time),
}

function encode(key: ApiKeyView) {
  return {
    id: key.id,
    kind: key.kind,
    name: key.name,
    mask: key.mask,
    scopes: key.scopes,
    user_id: key.userId,
    user_name: key.userName,
    created_by: key.createdBy,
    created_at: key.createdAt,
    expires_at: key.expiresAt,
    revoked_at: key.revokedAt,
    last_used_at: key.lastUsedAt,
  }
}

export const keyOperations: readonly Operation[] = [
  operation({
    name: 'listKeys',
    method: 'GET',
    path: LIST,
    permission: 'api-key:own',
    doc: {
      summary: 'List keys and tokens',
      description: 'All of the team, for who manages keys.',
      tag,
      answers: {
        200: { description: 'Newest first', schema: object({ items: list(object(properties)) }) },
        ...problems(),
      },
    },
    async handle({ ctx }) {
      return { status: 200, body: { items: (await listApiKeys(ctx)).map(encode) } }
    },
  }),
  operation({
    name: 'createKey',
    method: 'POST',
    path: LIST,
    permission: null,
    doc: {
      summary: 'Make a key of the team',
      description:
        'The answer holds its characters, and no later one does. Its scopes never exceed what its maker may do. Users make their own keys and tokens in the dashboard.',
      tag,
      body: object(
        {
          kind: words(apiKeyKinds),
          name: text(),
          scopes: list(text()),
          expires_in_seconds: orNull(whole),
        },
        ['scopes', 'expires_in_seconds'],
      ),
      answers: {
        201: { description: 'Made', schema: object({ ...properties, secret: text('shown once') }) },
        ...problems(413, 415, 422),
      },
    },
    async handle(call) {
      const body = membersOf(call, ['kind', 'name', 'scopes', 'expires_in_seconds'])
      const { expires_in_seconds: expiresInSeconds = null, scopes = [], ...rest } = body
      // the verb judges every value
      const input = { ...rest, scopes, expiresInSeconds } as unknown as CreateApiKey
      const { key, secret } = await createApiKey(call.ctx, input)
      return { status: 201, body: { ...encode(key), secret } }
    },
  }),
  operation({
    name: 'revokeKey',
    method: 'DELETE',
    path: `${LIST}/:keyId`,
    permission: 'api-key:own',
    doc: {
      summary: 'End a key at once, for good',
      tag,
      parameters: [pathParameter('keyId', "The key's id", uuid)],
      answers: { 204: { description: 'Ended', schema: null }, ...problems(404) },
    },
    async handle(call) {
      await revokeApiKey(call.ctx, { id: call.param('keyId') })
      return { status: 204 }
    },
  }),
]
