import { expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { profileOf } from '#lib/dialects/registry.ts'
import { browseDeliveries } from '#lib/domain/deliveries/browse-deliveries.ts'
import { systemClock } from '#lib/domain/shared/clock.ts'
import { createUser } from '#lib/domain/users/create-user.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { contextOf } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { makeDemoTeam } from './team.ts'

useDatabase()

test('the demo has a day of deliveries of every kind, and none that would ever go out', async () => {
  const system = {
    actor: { kind: 'system', id: null, label: 'Patchbay', role: null, permissions: new Set<never>() },
    requestId: null,
    clock: systemClock,
    profile: profileOf,
    notify: () => {},
  } as const
  const password = registerSecret('member-password', 'a demo password of its own')
  const owner = await createUser(system, { email: 'owner@example.test', name: 'Owner', password })
  await makeDemoTeam({ system, owner, password })

  const team = await db().team.findUniqueOrThrow({ where: { slug: 'demo' } })
  const live = await db().delivery.findMany({ where: { teamId: team.id } })
  const endpoints = await db().endpoint.findMany({ where: { teamId: team.id } })
  const waitsFor = (id: string) => endpoints.find((endpoint) => endpoint.id === id)
  for (const delivery of live) {
    expect(delivery.state).toBe('held')
    expect(waitsFor(delivery.endpointId)?.active).toBe(false)
  }
  expect(new Set(live.map(({ endpointId }) => waitsFor(endpointId)?.name))).toEqual(
    new Set(['Old importer', 'Agent triggers']),
  )
  // some were tried before their endpoint was paused, some came later
  expect(new Set(live.map(({ attempts }) => attempts > 0))).toEqual(new Set([true, false]))

  const done = await db().deliveryHistory.findMany({ where: { teamId: team.id } })
  expect(done.length).toBeGreaterThan(150)
  expect(new Set(done.map(({ state }) => state))).toEqual(new Set(['succeeded', 'failed']))
  expect(done.some(({ state, attempts }) => state === 'succeeded' && attempts > 2)).toBe(true)
  const attempts = await db().attempt.findMany({ where: { teamId: team.id } })
  const now = Date.now()
  expect(attempts.every(({ sentAt }) => sentAt.getTime() <= now)).toBe(true)
  expect(new Set(attempts.map(({ errorCode }) => errorCode))).toEqual(new Set([null, 'timeout']))
  expect(attempts.every(({ requestUrl }) => new URL(requestUrl).hostname.endsWith('.example'))).toBe(true)

  const ctx = contextOf(team.id, 'viewer', owner)
  const page = await browseDeliveries(ctx, {})
  expect(page.items).toHaveLength(50)
})
