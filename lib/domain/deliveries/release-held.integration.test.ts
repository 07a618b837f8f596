import { expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { insertDelivery } from '#lib/testing/deliveries.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { listChanges } from '../audit/list.ts'
import { resumeEndpoint } from '../endpoints/resume.ts'
import { updateEndpoint } from '../endpoints/update.ts'
import type { Context } from '../shared/context.ts'
import { DROPPED_AT_ONCE, releaseHeld } from './release-held.ts'

useDatabase()

/** A paused endpoint that so many deliveries wait for. */
async function scene(held: number) {
  const ctx = await (await makeTeam()).as('developer')
  const { endpoint } = await makeEndpoint(ctx)
  await updateEndpoint(ctx, { id: endpoint.id, patch: { active: false } })
  await insertDelivery(endpoint, { state: 'held' })
  await db().$executeRaw`
    INSERT INTO deliveries (id, team_id, endpoint_id, message_id, event_type, state, next_attempt_at, created_at)
    SELECT gen_random_uuid(), team_id, endpoint_id, message_id, event_type, state, next_attempt_at, created_at
    FROM deliveries, generate_series(2, ${held}::int) WHERE endpoint_id = ${endpoint.id}::uuid`
  const of = { where: { endpointId: endpoint.id } }
  const standing = async () => [await db().delivery.count(of), await db().deliveryHistory.count(of)]
  const dropped = async () =>
    (await listChanges(ctx, { entity: { kind: 'endpoint', id: endpoint.id } })).items.filter(
      ({ action }) => action === 'deliveries.dropped',
    )
  return { ctx, endpoint, standing, dropped }
}
const count = (n: number) => [{ field: 'dropped', before: null, after: n }]

test('what is dropped is on record and told, and leaves the version', async () => {
  const { ctx, endpoint, standing, dropped } = await scene(3)
  await releaseHeld(ctx, endpoint.id, 'drop')
  expect(await standing()).toEqual([0, 3])
  expect(await dropped()).toMatchObject([
    { actorId: ctx.actor.id, entityName: endpoint.name, fields: count(3), version: null },
  ])
  expect(ctx.told.at(-1)).toMatchObject({ entityId: endpoint.id, action: 'deliveries.dropped' })
  await releaseHeld(ctx, endpoint.id, 'drop')
  expect(await dropped()).toHaveLength(1)
})

test('it is on record before the endpoint is resumed without it', async () => {
  const { ctx, endpoint, dropped } = await scene(2)
  await resumeEndpoint(ctx, { id: endpoint.id, held: 'drop' })
  expect((await dropped()).map(({ fields }) => fields)).toEqual([count(2)])
  expect(ctx.told.slice(-2).map(({ action }) => action)).toEqual(['deliveries.dropped', 'endpoint.updated'])
})

test('of many that are dropped, those are on record that a process dropped before it died', async () => {
  const { ctx, endpoint, standing, dropped } = await scene(DROPPED_AT_ONCE + 1)
  const dying: Context = {
    ...ctx,
    notify: () => {
      throw new Error('The end.')
    },
  }
  await expect(releaseHeld(dying, endpoint.id, 'drop')).rejects.toThrow('The end.')
  expect(await standing()).toEqual([1, DROPPED_AT_ONCE])
  await releaseHeld(ctx, endpoint.id, 'drop')
  expect(await standing()).toEqual([0, DROPPED_AT_ONCE + 1])
  expect((await dropped()).map(({ fields }) => fields)).toEqual([count(1), count(DROPPED_AT_ONCE)])
})

test('nothing is dropped that cannot be put on record', async () => {
  const { ctx, endpoint, standing } = await scene(2)
  const nameless = { ...ctx, actor: { ...ctx.actor, label: 'a\u0000' } }
  await expect(releaseHeld(nameless, endpoint.id, 'drop')).rejects.toThrow()
  expect(await standing()).toEqual([2, 0])
})
