import type { Operation } from '#lib/dialects/kit/http/operation.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { revealSecret } from '#lib/domain/endpoints/reveal-secret.ts'
import { revokeSecret } from '#lib/domain/endpoints/revoke-secret.ts'
import { rotateSecret } from '#lib/domain/endpoints/rotate-secret.ts'
import { invalid, notFound } from '#lib/domain/shared/errors.ts'
import { isUuid } from '#lib/domain/shared/ids.ts'
import { encodeSecrets } from '../endpoints/encode.ts'
import { idParameter, refOf } from '../endpoints/ref.ts'
import { secretSchema } from '../endpoints/wire.ts'
import { list, object, pathParameter, problems, text, uuid, whole } from '../json-schemas.ts'
import { membersOf, operation, ROOT } from '../operation.ts'
import { etag } from '../preconditions.ts'

const LIST = `${ROOT}/endpoints/:id/secrets`
const tag = 'Secrets'

export const secretOperations: readonly Operation[] = [
  operation({
    name: 'listSecrets',
    method: 'GET',
    path: LIST,
    permission: 'endpoint:read',
    doc: {
      summary: 'List the secrets that sign, by their masks',
      description: 'The current one first; older ones have the time until which they go on signing.',
      tag,
      parameters: [idParameter],
      answers: {
        200: { description: 'All of them', schema: object({ items: list(secretSchema) }) },
        ...problems(404),
      },
    },
    async handle(call) {
      return { status: 200, body: { items: encodeSecrets(await getEndpoint(call.ctx, refOf(call))) } }
    },
  }),
  operation({
    name: 'rotateSecret',
    method: 'POST',
    path: `${LIST}/rotate`,
    permission: 'secret:rotate',
    doc: {
      summary: 'Make a new secret',
      description:
        'The old one goes on signing for overlap_seconds, where the dialect allows an overlap (24 hours by default there). Eight sign at most: beyond, the oldest end at once. The new one is in this answer and in no later one.',
      tag,
      parameters: [idParameter],
      body: object({ overlap_seconds: whole }, ['overlap_seconds']),
      bodyOptional: true,
      answers: {
        200: {
          description: 'The new secret',
          schema: object({ secret: text(), secrets: list(secretSchema), version: whole }),
        },
        ...problems(404, 409, 413, 415, 422),
      },
    },
    async handle(call) {
      const { overlap_seconds: seconds } = membersOf(call, ['overlap_seconds'], { isOptional: true })
      if (seconds !== undefined && typeof seconds !== 'number')
        throw invalid([
          { path: ['overlap_seconds'], code: 'wrong_type', message: 'The overlap is a number of seconds.' },
        ])
      const { endpoint, secret } = await rotateSecret(call.ctx, {
        id: refOf(call),
        overlapMs: seconds === undefined ? undefined : seconds * 1000,
      })
      return {
        status: 200,
        headers: { etag: etag(endpoint.version) },
        body: { secret, secrets: encodeSecrets(endpoint), version: endpoint.version },
      }
    },
  }),
  operation({
    name: 'revealSecret',
    method: 'POST',
    path: `${LIST}/reveal`,
    permission: 'secret:reveal',
    doc: {
      summary: 'Show the current secret',
      description: 'Each look is in the audit log.',
      tag,
      parameters: [idParameter],
      answers: {
        200: { description: 'The secret', schema: object({ secret: text() }) },
        ...problems(404, 409),
      },
    },
    async handle(call) {
      membersOf(call, [], { isOptional: true })
      return { status: 200, body: { secret: await revealSecret(call.ctx, { id: refOf(call) }) } }
    },
  }),
  operation({
    name: 'revokeSecret',
    method: 'DELETE',
    path: `${LIST}/:secretId`,
    permission: 'secret:revoke',
    doc: {
      summary: 'Stop an older secret from signing before its time',
      tag,
      parameters: [idParameter, pathParameter('secretId', "The secret's id", uuid)],
      answers: { 204: { description: 'It signs no more', schema: null }, ...problems(404, 409) },
    },
    async handle(call) {
      const secretId = call.param('secretId').toLowerCase()
      if (!isUuid(secretId)) throw notFound('Secret')
      await revokeSecret(call.ctx, { id: refOf(call), secretId })
      return { status: 204 }
    },
  }),
]
