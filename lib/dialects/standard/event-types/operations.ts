import type { Operation } from '#lib/dialects/kit/http/operation.ts'
import { createEventType } from '#lib/domain/event-types/create.ts'
import type { EventTypeView } from '#lib/domain/event-types/fields.ts'
import { listEventTypes } from '#lib/domain/event-types/list.ts'
import { archiveEventType, updateEventType } from '#lib/domain/event-types/update.ts'
import { notFound } from '#lib/domain/shared/errors.ts'
import { dryRunAnswer, dryRunParameter, dryRunSchema, isDryRun } from '../dry-run.ts'
import {
  anything,
  flagSchema,
  ifMatchParameter,
  ifNoneMatchParameter,
  list,
  object,
  orNull,
  patchBody,
  pathParameter,
  preferParameter,
  problems,
  text,
  time,
  whole,
} from '../json-schemas.ts'
import { membersOf, operation, ROOT } from '../operation.ts'
import { patchedMembers } from '../patched.ts'
import { etag, ifMatch, isKnown, underIfMatch } from '../preconditions.ts'
import { changed } from '../prefer.ts'

const LIST = `${ROOT}/event-types`
const ONE = `${LIST}/:name`
const tag = 'Event types'

const properties = {
  name: text(),
  group: text(),
  description: text(),
  schema: { ...anything, description: 'a JSON Schema, or null' },
  archived: flagSchema,
  created_at: time,
}
const eventTypeSchema = object(properties)
const countedSchema = object({ ...properties, subscribers: { ...whole, description: 'those with * apart' } })
const nameParameter = pathParameter('name', 'As invoice.paid')

function encode({ name, group, description, schema, archived, createdAt }: EventTypeView) {
  return { name, group, description, schema, archived, created_at: createdAt }
}

const archiving = (name: string, verb: 'archive' | 'restore', summary: string, description: string) =>
  operation({
    name,
    method: 'POST',
    path: `${ONE}/${verb}`,
    permission: 'event-type:manage',
    doc: {
      summary,
      description,
      tag,
      parameters: [nameParameter],
      answers: { 200: { description: 'The event type', schema: eventTypeSchema }, ...problems(404) },
    },
    async handle(call) {
      membersOf(call, [], { isOptional: true })
      const archived = verb === 'archive'
      const type = await archiveEventType(call.ctx, { name: call.param('name'), archived })
      return { status: 200, body: encode(type) }
    },
  })

export const eventTypeOperations: readonly Operation[] = [
  operation({
    name: 'listEventTypes',
    method: 'GET',
    path: LIST,
    permission: 'event-type:read',
    doc: {
      summary: "List the team's own event types",
      tag,
      answers: {
        200: {
          description: 'All of them, archived ones too, by group and name',
          schema: object({ items: list(countedSchema), wildcard_subscribers: whole }),
        },
        ...problems(),
      },
    },
    async handle({ ctx }) {
      const { items, wildcardSubscribers } = await listEventTypes(ctx)
      return {
        status: 200,
        body: {
          items: items.map((item) => ({ ...encode(item), subscribers: item.subscribers })),
          wildcard_subscribers: wildcardSubscribers,
        },
      }
    },
  }),
  operation({
    name: 'createEventType',
    method: 'POST',
    path: LIST,
    permission: 'event-type:manage',
    doc: {
      summary: 'Add an event type',
      tag,
      body: object({ name: text(), description: text(), schema: anything }, ['description', 'schema']),
      answers: {
        201: { description: 'Added', schema: eventTypeSchema },
        ...problems(409, 413, 415, 422),
      },
    },
    async handle(call) {
      const type = await createEventType(call.ctx, membersOf(call, ['name', 'description', 'schema']))
      return { status: 201, headers: { location: `${LIST}/${type.name}` }, body: encode(type) }
    },
  }),
  operation({
    name: 'getEventType',
    method: 'GET',
    path: ONE,
    permission: 'event-type:read',
    doc: {
      summary: 'Get an event type',
      tag,
      parameters: [nameParameter, ifNoneMatchParameter],
      answers: {
        200: { description: 'The event type; ETag has its version', schema: countedSchema },
        304: { description: 'Not changed since', schema: null },
        ...problems(404),
      },
    },
    async handle(call) {
      const name = call.param('name')
      const type = (await listEventTypes(call.ctx)).items.find((item) => item.name === name)
      if (!type) throw notFound('Event type')
      const headers = { etag: etag(type.version) }
      if (isKnown(call, type.version)) return { status: 304, headers }
      return { status: 200, headers, body: { ...encode(type), subscribers: type.subscribers } }
    },
  }),
  operation({
    name: 'updateEventType',
    method: 'PATCH',
    path: ONE,
    permission: 'event-type:manage',
    doc: {
      summary: 'Change fields of an event type',
      description: 'By a merge patch or a JSON Patch; null clears the description and the schema.',
      tag,
      parameters: [nameParameter, dryRunParameter, ifMatchParameter, preferParameter],
      body: patchBody(object({ description: orNull(text()), schema: anything }, ['description', 'schema'])),
      answers: {
        200: {
          description: 'The event type; or what a dry run found',
          schema: { anyOf: [eventTypeSchema, dryRunSchema('event_type', eventTypeSchema)] },
        },
        204: { description: 'Changed, as Prefer: return=minimal wants it', schema: null },
        ...problems(404, 409, 412, 413, 415, 422),
      },
    },
    async handle(call) {
      const patch = (current: EventTypeView) => {
        const members = patchedMembers(call, ['description', 'schema'], encode(current))
        return members.description === null ? { ...members, description: '' } : members
      }
      const dryRun = isDryRun(call)
      const { type, change } = await underIfMatch(call, () =>
        updateEventType(call.ctx, { name: call.param('name'), patch, ifVersions: ifMatch(call), dryRun }),
      )
      if (dryRun) return dryRunAnswer('event_type', encode(type), change)
      return changed(call, { status: 200, headers: { etag: etag(type.version) }, body: encode(type) })
    },
  }),
  archiving(
    'archiveEventType',
    'archive',
    'Take an event type out of the catalogue',
    'Endpoints that subscribe to it keep it; nobody can newly choose it.',
  ),
  archiving('restoreEventType', 'restore', 'Put an event type back into the catalogue', ''),
]
