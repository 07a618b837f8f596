import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { profiles } from '#lib/dialects/registry.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { type DomainError, isDomainError } from '../shared/errors.ts'
import { uuidv7 } from '../shared/ids.ts'
import { type EndpointField, endpointFields } from './fields.ts'
import { getEndpoint } from './get.ts'
import { rotateSecret } from './rotate-secret.ts'
import { updateEndpoint } from './update.ts'
import { viewOfField } from './view.ts'

useDatabase()

/** For each field: another value, an empty one, and one of the wrong type. */
const samples: Record<EndpointField, { set: unknown; reads?: unknown; empty: unknown; wrong: unknown }> = {
  name: { set: 'Renamed', empty: '', wrong: 7 },
  description: { set: 'Other words', empty: '', wrong: ['x'] },
  url: { set: 'https://other.example/hook', empty: '', wrong: false },
  events: { set: [], empty: [], wrong: 'invoice.paid' },
  active: { set: false, empty: '', wrong: 'false' },
  tlsVerification: { set: false, empty: '', wrong: 0 },
  payloadVersion: { set: 'V2', empty: '', wrong: 2 },
  signing: { set: true, empty: '', wrong: 'on' },
  headers: { set: { 'X-New': '1' }, empty: {}, wrong: 'X-New: 1' },
  metadata: { set: { plan: 'pro' }, empty: {}, wrong: [] },
}
const otherEvents: Record<string, string[]> = {
  standard: ['invoice.paid', 'deal.won'],
  composio: ['composio.trigger.message', 'composio.trigger.disabled'],
  selfcommunity: ['vote.created'],
  storno: ['*'],
  vendaze: ['tag.created', 'member_joined'],
}

async function failure(run: Promise<unknown>): Promise<DomainError> {
  const error: unknown = await run.then(
    () => new Error('it was accepted'),
    (e: unknown) => e,
  )
  if (!isDomainError(error)) throw error
  return error
}

describe.each(profiles.map((profile) => [profile.dialect, profile] as const))(
  'updateEndpoint, %s',
  (dialect, profile) => {
    const own = endpointFields.filter((field) => profile.fields[field] !== null)
    const foreign = endpointFields.filter((field) => profile.fields[field] === null)

    test.each(own)(
      '%s: absent, set, null, empty and wrong type, each read back from the database',
      async (field) => {
        const ctx = await (await makeTeam()).as('developer')
        const { endpoint } = await makeEndpoint(
          ctx,
          dialect,
          profile.fields.description ? { description: 'Words' } : {},
        )
        const read = () => getEndpoint(ctx, endpoint.id)
        const others = (state: Awaited<ReturnType<typeof read>>) =>
          endpointFields.filter((other) => other !== field).map((other) => viewOfField(state, other))
        const before = await read()

        const nothing = await updateEndpoint(ctx, { id: endpoint.id, patch: {} })
        expect(nothing.change).toBeNull()
        expect(await read()).toEqual(before)

        const value = field === 'events' ? otherEvents[dialect] : samples[field].set
        const { change } = await updateEndpoint(ctx, { id: endpoint.id, patch: { [field]: value } })
        expect(change?.fields[0]).toMatchObject({ field })
        const set = await read()
        expect(viewOfField(set, field)).toEqual(value)
        expect(others(set)).toEqual(others(before))
        expect(set.version).toBe(before.version + 1)

        const rule = profile.fields[field]
        const clearable = rule?.kind === 'text' && rule.clearable
        const cleared = updateEndpoint(ctx, { id: endpoint.id, patch: { [field]: null } })
        if (clearable) {
          await cleared
          expect(viewOfField(await read(), field)).toBeNull()
          await updateEndpoint(ctx, { id: endpoint.id, patch: { [field]: value } })
        } else expect((await failure(cleared)).code).toBe('invalid')

        const beforeEmpty = await read()
        const emptied = updateEndpoint(ctx, { id: endpoint.id, patch: { [field]: samples[field].empty } })
        const isMap = rule?.kind === 'map'
        const mayBeEmpty = isMap || (rule?.kind === 'text' && rule.minLength === 0)
        if (mayBeEmpty) {
          await emptied
          const after = await read()
          if (isMap) expect(after).toEqual(beforeEmpty)
          else expect(viewOfField(after, field)).toBeNull()
        } else expect((await failure(emptied)).issues[0]?.path[0]).toBe(field)

        const beforeWrong = await read()
        const wrong = await failure(
          updateEndpoint(ctx, { id: endpoint.id, patch: { [field]: samples[field].wrong } }),
        )
        expect(wrong.code).toBe('invalid')
        expect(wrong.issues[0]?.path[0]).toBe(field)
        expect(await read()).toEqual(beforeWrong)
      },
    )

    test('fields that the dialect does not have, and unknown ones, are refused with nothing changed', async () => {
      const ctx = await (await makeTeam()).as('developer')
      const { endpoint } = await makeEndpoint(ctx, dialect)
      const before = await getEndpoint(ctx, endpoint.id)
      for (const key of [...foreign, 'version', 'id', 'dialect', 'secret', 'createdAt']) {
        const error = await failure(
          updateEndpoint(ctx, { id: endpoint.id, patch: { active: false, [key]: 'x' } }),
        )
        expect(error.issues).toMatchObject([{ path: [key], code: 'unknown_field' }])
      }
      const proto = JSON.parse('{"active":false,"__proto__":{"name":"x"}}')
      expect((await failure(updateEndpoint(ctx, { id: endpoint.id, patch: proto }))).code).toBe('invalid')
      expect(await getEndpoint(ctx, endpoint.id)).toEqual(before)
      expect(await db().change.count({ where: { teamId: ctx.teamId } })).toBe(1)
    })

    test('one bad field beside good ones stores nothing', async () => {
      const ctx = await (await makeTeam()).as('developer')
      const { endpoint } = await makeEndpoint(ctx, dialect, profile.fields.signing ? { signing: true } : {})
      const before = await getEndpoint(ctx, endpoint.id)
      const patch = {
        name: 'Other',
        active: false,
        url: 'ftp://x.example',
        ...(profile.fields.signing ? { signing: false } : {}),
      }
      expect((await failure(updateEndpoint(ctx, { id: endpoint.id, patch }))).issues[0]?.path).toEqual([
        'url',
      ])
      expect(await getEndpoint(ctx, endpoint.id)).toEqual(before)
      expect(await db().endpointSecret.count({ where: { endpointId: endpoint.id } })).toBe(
        before.secrets.length,
      )
    })
  },
)

describe('concurrency', () => {
  test('50 patches of one endpoint at once, of different fields and keys, all survive', async () => {
    const ctx = await (await makeTeam()).as('developer')
    const { endpoint } = await makeEndpoint(ctx)
    const patches: Record<string, unknown>[] = [
      { name: 'Other name' },
      { description: 'Other words' },
      { url: 'https://other.example/x' },
      { events: ['deal.won'] },
      { active: false },
      { tlsVerification: false },
      ...Array.from({ length: 14 }, (_, i) => ({ headers: { [`X-Key-${i}`]: `${i}` } })),
      ...Array.from({ length: 30 }, (_, i) => ({ metadata: { [`key${i}`]: `${i}` } })),
    ]
    expect(patches).toHaveLength(50)
    await Promise.all(patches.map((patch) => updateEndpoint(ctx, { id: endpoint.id, patch, seenVersion: 1 })))

    const after = await getEndpoint(ctx, endpoint.id)
    expect(after).toMatchObject({
      name: 'Other name',
      description: 'Other words',
      url: 'https://other.example/x',
    })
    expect(after).toMatchObject({ active: false, tlsVerification: false, version: 51 })
    expect(after.events.map((event) => event.type)).toEqual(['deal.won'])
    expect(Object.keys(after.headers)).toHaveLength(14)
    expect(Object.keys(after.metadata)).toHaveLength(30)
    const rows = await db().change.findMany({ where: { teamId: ctx.teamId, action: 'endpoint.updated' } })
    expect(rows.map((row) => row.version).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      Array.from({ length: 50 }, (_, i) => i + 2),
    )
    expect(ctx.told.filter((event) => event.action === 'endpoint.updated')).toHaveLength(50)
  })

  test('the same field: one wins per version, the others learn field and author', async () => {
    const team = await makeTeam()
    const ctx = await team.as('developer')
    const admin = await team.as('admin')
    const { endpoint } = await makeEndpoint(ctx)
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        updateEndpoint(i % 2 ? ctx : admin, {
          id: endpoint.id,
          patch: { url: `https://h${i}.example/` },
          seenVersion: 1,
        }),
      ),
    )
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    const after = await getEndpoint(ctx, endpoint.id)
    expect(after.version).toBe(2)
    const author = (await db().change.findFirst({ where: { teamId: team.id, version: 2 } }))?.actorLabel
    for (const result of results) {
      if (result.status === 'fulfilled') continue
      expect(result.reason).toMatchObject({ code: 'conflict' })
      expect((result.reason as DomainError).conflicts).toMatchObject([
        { field: 'url', author, version: 2, current: after.url },
      ])
    }
  })

  test('the same key of a map is a conflict, another key is not', async () => {
    const ctx = await (await makeTeam()).as('developer')
    const { endpoint } = await makeEndpoint(ctx)
    await updateEndpoint(ctx, { id: endpoint.id, patch: { metadata: { plan: 'a' } }, seenVersion: 1 })
    await updateEndpoint(ctx, { id: endpoint.id, patch: { metadata: { tier: 'b' } }, seenVersion: 1 })
    const error = await failure(
      updateEndpoint(ctx, { id: endpoint.id, patch: { metadata: { plan: 'c' } }, seenVersion: 1 }),
    )
    expect(error.conflicts).toMatchObject([{ field: 'metadata', key: 'plan', current: 'a' }])
  })

  test('coupled fields never end in a forbidden state', async () => {
    const ctx = await (await makeTeam()).as('developer')
    const { endpoint } = await makeEndpoint(ctx, 'composio')
    const results = await Promise.allSettled([
      updateEndpoint(ctx, { id: endpoint.id, patch: { payloadVersion: 'V1' } }),
      updateEndpoint(ctx, { id: endpoint.id, patch: { events: ['composio.trigger.disabled'] } }),
    ])
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    const after = await getEndpoint(ctx, endpoint.id)
    expect([after.payloadVersion, after.events[0]?.type]).not.toEqual(['V1', 'composio.trigger.disabled'])
    const seen = await failure(
      updateEndpoint(ctx, {
        id: endpoint.id,
        patch:
          after.payloadVersion === 'V1' ? { events: ['composio.trigger.message'] } : { payloadVersion: 'V2' },
        seenVersion: 1,
      }),
    )
    expect(seen.code).toBe('conflict')
  })

  test('signing and rotation at once: one key at most is current, and its state says so', async () => {
    const ctx = await (await makeTeam()).as('developer')
    const { endpoint } = await makeEndpoint(ctx, 'vendaze', { signing: true })
    await Promise.allSettled([
      ...Array.from({ length: 6 }, (_, i) =>
        updateEndpoint(ctx, { id: endpoint.id, patch: { signing: i % 2 === 1 } }),
      ),
      ...Array.from({ length: 4 }, () => rotateSecret(ctx, { id: endpoint.id })),
    ])
    const after = await getEndpoint(ctx, endpoint.id)
    const live = await db().endpointSecret.count({
      where: { endpointId: endpoint.id, expiresAt: null, revokedAt: null },
    })
    expect(live).toBe(after.signing ? 1 : 0)
  })
})

test('another team’s endpoint is not found, in the same words as a missing one', async () => {
  const ctx = await (await makeTeam()).as('owner')
  const { endpoint } = await makeEndpoint(await (await makeTeam()).as('owner'))
  const foreign = await failure(updateEndpoint(ctx, { id: endpoint.id, patch: { name: 'x' } }))
  const missing = await failure(updateEndpoint(ctx, { id: uuidv7(), patch: { name: 'x' } }))
  const nonsense = await failure(updateEndpoint(ctx, { id: "' OR 1=1", patch: { name: 'x' } }))
  expect([foreign.code, foreign.message]).toEqual([missing.code, missing.message])
  expect(nonsense.message).toBe(missing.message)
})

test('a version that does not exist yet is refused', async () => {
  const ctx = await (await makeTeam()).as('owner')
  const { endpoint } = await makeEndpoint(ctx)
  const error = await failure(updateEndpoint(ctx, { id: endpoint.id, patch: { name: 'x' }, seenVersion: 99 }))
  expect(error.code).toBe('invalid')
})
