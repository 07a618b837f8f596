import { expect, test } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { listChanges } from '../audit/list.ts'
import { browseDeliveries } from '../deliveries/browse-deliveries.ts'
import { previewReplay } from '../deliveries/preview-replay.ts'
import { listEndpoints } from '../endpoints/list.ts'
import { updateEndpoint } from '../endpoints/update.ts'
import { createEventType } from '../event-types/create.ts'
import { archiveEventType } from '../event-types/update.ts'
import { startBulkJob } from '../jobs/start.ts'
import { publishMessage } from '../messages/publish.ts'
import { pageSources } from '../sources/list.ts'
import { loadSession } from '../users/load-session.ts'
import type { Context } from './context.ts'
import { isDomainError } from './errors.ts'
import { uuidv7 } from './ids.ts'
import { encodeCursor } from './pagination.ts'

useDatabase()

const cursor = (...keys: (string | number)[]) => encodeCursor({ direction: 'next', keys })
const newestFirst = { by: 'updated', order: 'desc' } as const
const byName = { by: 'name', order: 'asc' } as const

type Asked = { readonly ctx: Context; readonly id: string; readonly text: string }

/** What a verb can be asked with a text that PostgreSQL has no place for. */
const verbs: Readonly<Record<string, (asked: Asked) => Promise<unknown>>> = {
  'endpoints, searched': ({ ctx, text }) => listEndpoints(ctx, { search: `abc${text}` }),
  'endpoints of an event': ({ ctx, text }) => listEndpoints(ctx, { event: text }),
  'endpoints of a dialect': ({ ctx, text }) => listEndpoints(ctx, { dialects: [text] }),
  'endpoints after a name': ({ ctx, text }) =>
    listEndpoints(ctx, { sort: byName, cursor: cursor(text, uuidv7()) }),
  'endpoints after a time': ({ ctx, text }) =>
    listEndpoints(ctx, { sort: newestFirst, cursor: cursor(text, uuidv7()) }),
  'changes of an actor': ({ ctx, text }) => listChanges(ctx, { actorId: text }),
  'changes of a thing': ({ ctx, text }) => listChanges(ctx, { entity: { kind: 'endpoint', id: text } }),
  'a bulk change': ({ ctx, id, text }) => startBulkJob(ctx, { edit: { ids: [id], patch: { name: text } } }),
  'a bulk change of events': ({ ctx, id, text }) =>
    startBulkJob(ctx, { edit: { ids: [id], events: { add: [text] } } }),
  'a bulk change of a filter': ({ ctx, text }) =>
    startBulkJob(ctx, { edit: { filter: { search: text }, patch: { name: 'x' } } }),
  "an event type's schema": ({ ctx, text }) =>
    createEventType(ctx, { name: 'order.paid', schema: { type: 'object', description: text } }),
  "an event type's description": ({ ctx, text }) =>
    createEventType(ctx, { name: 'order.sent', description: text }),
  'an event type by name': ({ ctx, text }) => archiveEventType(ctx, { name: text, archived: true }),
  'a team by slug': ({ ctx, text }) =>
    loadSession({ userId: ctx.actor.id ?? '', sessionVersion: 1, teamSlug: text }),
  'a message of an id': ({ ctx, text }) =>
    publishMessage(ctx, { eventType: 'invoice.paid', payload: { a: 1 }, id: text }),
  'a message of a type': ({ ctx, text }) => publishMessage(ctx, { eventType: text, payload: { a: 1 } }),
  'sources, searched': ({ ctx, text }) => pageSources(ctx, { search: text }),
  'sources of a toolkit': ({ ctx, text }) => pageSources(ctx, { toolkits: [text] }),
  'deliveries, searched': ({ ctx, text }) => browseDeliveries(ctx, { search: text }),
  'deliveries of a type': ({ ctx, text }) => browseDeliveries(ctx, { eventType: text }),
}

const texts = { NUL: 'a\u0000b', 'half a character': 'a\ud800' }

test.for(
  Object.keys(verbs).flatMap((what) => Object.entries(texts).map(([name, text]) => ({ what, name, text }))),
)('$what with $name: an answer, or words', async ({ what, text }) => {
  const ctx = await (await makeTeam()).as('owner')
  const { endpoint } = await makeEndpoint(ctx)
  const outcome = await verbs[what]?.({ ctx, id: endpoint.id, text }).catch((error: unknown) => error)
  if (outcome instanceof Error && !isDomainError(outcome)) throw outcome
})

test.each(['1', 'Jan 1 1970 (x)', '-271821-04-20T00:00:00.000Z', '2026-02-30T00:00:00.000Z'])(
  'a cursor with the time %s is refused',
  async (time) => {
    const ctx = await (await makeTeam()).as('viewer')
    await expect(
      listEndpoints(ctx, { sort: newestFirst, cursor: cursor(time, uuidv7()) }),
    ).rejects.toMatchObject({ code: 'invalid', issues: [{ path: ['cursor'] }] })
  },
)

test.each([-(2 ** 40), 2 ** 40, 0.5])(
  'a version %d that nobody can have seen is refused',
  async (version) => {
    const ctx = await (await makeTeam()).as('developer')
    const { endpoint } = await makeEndpoint(ctx)
    await expect(
      updateEndpoint(ctx, { id: endpoint.id, patch: { name: 'x' }, seenVersion: version }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(invalid|conflict)$/) })
  },
)

test.each([{ eventType: '\u0000' }, { from: 'yesterday' }, { before: '' }])(
  'a replay of %j is not one of everything',
  async (filter) => {
    const ctx = await (await makeTeam()).as('developer')
    await makeEndpoint(ctx, 'standard', { events: ['invoice.paid'] })
    await publishMessage(ctx, { eventType: 'invoice.paid', payload: { a: 1 } })
    expect(await previewReplay(ctx, {})).toMatchObject({ total: 1 })
    expect(await previewReplay(ctx, filter)).toMatchObject({ total: 0 })
  },
)
