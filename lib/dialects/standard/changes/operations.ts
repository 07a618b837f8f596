import type { Operation } from '#lib/dialects/kit/http/operation.ts'
import type { EntityKind } from '#lib/domain/audit/change.ts'
import { getChange } from '#lib/domain/audit/get.ts'
import { type ListChanges, listChanges } from '#lib/domain/audit/list.ts'
import { revertChange } from '#lib/domain/endpoints/revert.ts'
import { invalid } from '#lib/domain/shared/errors.ts'
import { encodeEndpoint } from '../endpoints/encode.ts'
import { endpointSchema } from '../endpoints/wire.ts'
import {
  object,
  orNull,
  page,
  pageParameters,
  pathParameter,
  problems,
  queryParameter,
  text,
  uuid,
  words,
} from '../json-schemas.ts'
import { membersOf, operation, ROOT } from '../operation.ts'
import { etag } from '../preconditions.ts'
import { choice, limit, one } from '../query.ts'
import { badQuery } from '../refusal.ts'
import { coreField } from '../wire-names.ts'
import { changeSchema, encodeChange } from './wire.ts'

const LIST = `${ROOT}/changes`
const ONE = `${LIST}/:changeId`
const tag = 'Changes'
const changeParameter = pathParameter('changeId', "The change's id", uuid)

const entityKinds = [
  'endpoint',
  'source',
  'event_type',
  'api_key',
  'oauth_app',
  'job',
  'team',
  'member',
  'invitation',
  'user',
] as const satisfies readonly EntityKind[]

export const changeOperations: readonly Operation[] = [
  operation({
    name: 'listChanges',
    method: 'GET',
    path: LIST,
    permission: 'change:read',
    doc: {
      summary: 'List changes, newest first',
      tag,
      parameters: [
        queryParameter('actor_id', 'Only those of a user, a key or an app'),
        queryParameter('entity_kind', 'Only those of one kind of thing', words(entityKinds)),
        queryParameter('entity_id', 'Only those of one thing; with entity_kind'),
        queryParameter('field', 'Only those of this field'),
        ...pageParameters,
      ],
      answers: { 200: { description: 'One page', schema: page(changeSchema) }, ...problems() },
    },
    async handle({ ctx, query }) {
      const { items, next, previous } = await listChanges(ctx, readQuery(query))
      return {
        status: 200,
        body: { items: items.map(encodeChange), next_cursor: next, previous_cursor: previous },
      }
    },
  }),
  operation({
    name: 'getChange',
    method: 'GET',
    path: ONE,
    permission: 'change:read',
    doc: {
      summary: 'Get a change',
      tag,
      parameters: [changeParameter],
      answers: { 200: { description: 'The change', schema: changeSchema }, ...problems(404) },
    },
    async handle({ ctx, param }) {
      return { status: 200, body: encodeChange(await getChange(ctx, param('changeId'))) }
    },
  }),
  operation({
    name: 'revertChange',
    method: 'POST',
    path: `${ONE}/revert`,
    permission: 'change:revert',
    doc: {
      summary: 'Take a change of an endpoint back, or one field of it',
      description: 'By a change of its own. A field that was changed again since is a conflict, 409.',
      tag,
      parameters: [changeParameter],
      body: object({ field: text(), key: text('with field: one member of a map') }, ['field', 'key']),
      bodyOptional: true,
      answers: {
        200: {
          description: 'The endpoint, and the new change; null when there was nothing to take back',
          schema: object(
            {
              change: orNull(changeSchema),
              endpoint: endpointSchema,
              secret: text('where it turned signing on; shown once'),
            },
            ['secret'],
          ),
        },
        ...problems(404, 409, 413, 415, 422),
      },
    },
    async handle(call) {
      const body = membersOf(call, ['field', 'key'], { isOptional: true })
      const field = textOf('field', body.field)
      const key = textOf('key', body.key)
      const { endpoint, change, secret } = await revertChange(call.ctx, {
        changeId: call.param('changeId'),
        field: field === undefined ? undefined : coreField(field),
        key,
      })
      return {
        status: 200,
        headers: { etag: etag(endpoint.version) },
        body: {
          change: change && encodeChange(change),
          endpoint: encodeEndpoint(endpoint),
          ...(secret === null ? {} : { secret }),
        },
      }
    },
  }),
]

function readQuery(query: URLSearchParams): ListChanges {
  const [kind, id] = [choice(query, 'entity_kind', entityKinds), one(query, 'entity_id')]
  if (id !== undefined && kind === undefined) throw badQuery('entity_id', 'entity_id needs entity_kind.')
  const [actorId, field, cursor, most] = [
    one(query, 'actor_id'),
    one(query, 'field'),
    one(query, 'cursor'),
    limit(query),
  ]
  return {
    ...(kind === undefined ? {} : id === undefined ? { entityKind: kind } : { entity: { kind, id } }),
    ...(actorId === undefined ? {} : { actorId }),
    ...(field === undefined ? {} : { field: coreField(field) }),
    ...(cursor === undefined ? {} : { cursor }),
    ...(most === undefined ? {} : { limit: most }),
  }
}

function textOf(member: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw invalid([{ path: [member], code: 'wrong_type', message: `${member} must be text.` }])
}
