import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { makeApiKey, makeOauthApp } from '#lib/testing/credentials.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { insertDelivery } from '#lib/testing/deliveries.ts'
import { makeEndpoint, makeTeam, type TestContext } from '#lib/testing/factories.ts'
import { limitRole } from '../api-keys/scopes.ts'
import { getEndpoint } from '../endpoints/get.ts'
import { updateEndpoint } from '../endpoints/update.ts'
import { changeRole } from '../members/change-role.ts'
import { removeMember } from '../members/remove-member.ts'
import { updateOauthApp } from '../oauth-apps/update-app.ts'
import type { Context } from '../shared/context.ts'
import { randomHex } from '../shared/ids.ts'
import { cancelJob } from './cancel.ts'
import type { JobView } from './fields.ts'
import { getJob } from './get.ts'
import { listJobs } from './list.ts'
import { previewBulk } from './preview.ts'
import { runOneJob } from './run.ts'
import { startBulkJob } from './start.ts'

useDatabase()

const unexpected = (error: unknown) => {
  throw error
}
const never = new AbortController().signal

/** Works on whatever jobs there are, until this one is at an end or nobody can go on. */
async function work(ctx: TestContext, id: string, notify: Context['notify'] = () => {}, signal = never) {
  const services = { clock: ctx.clock, profile: ctx.profile, notify, onError: unexpected }
  for (let i = 0; i < 100; i++) {
    if (!(await runOneJob(services, signal)) || signal.aborted) break
    if ((await getJob(ctx, id)).finishedAt !== null) break
  }
  return getJob(ctx, id)
}

async function scene(count = 3) {
  const team = await makeTeam()
  const owner = await team.as('owner')
  const ids: string[] = []
  for (let i = 0; i < count; i++) ids.push((await makeEndpoint(owner)).endpoint.id)
  return { team, owner, ids }
}
const changesOf = (ctx: Context) =>
  db().change.findMany({ where: { teamId: ctx.teamId, action: 'endpoint.updated' }, orderBy: { id: 'asc' } })
const expire = (id: string) =>
  db().job.update({ where: { id }, data: { leasedUntil: new Date(Date.now() - 1_000) } })

describe('a job', () => {
  test('changes each endpoint by one audited change, in the name of who started it', async () => {
    const { owner, ids } = await scene()
    const started = await startBulkJob(owner, { edit: { filter: {}, patch: { active: false } } })
    expect(started).toMatchObject({ state: 'pending', total: 3, done: 0, kind: 'endpoints.patch' })
    const ended = await work(owner, started.id)
    expect(ended).toMatchObject({ state: 'done', total: 3, done: 3, changed: 3, failed: 0, failures: [] })
    for (const id of ids) expect((await getEndpoint(owner, id)).active).toBe(false)
    const changes = await changesOf(owner)
    expect(changes.map(({ entityId }) => entityId)).toEqual([...ids].sort())
    for (const change of changes) expect(change.actorId).toBe(owner.actor.id)
    const own = await db().change.findFirst({ where: { teamId: owner.teamId, entityKind: 'job' } })
    expect(own).toMatchObject({
      action: 'job.created',
      entityId: started.id,
      entityName: 'Change of 3 endpoints',
    })
  })

  test('does to each what its dialect allows, and says which it could not change and why', async () => {
    const { owner, ids } = await scene(1)
    const storno = (await makeEndpoint(owner, 'storno')).endpoint.id
    const gone = (await makeEndpoint(owner)).endpoint.id
    const { id } = await startBulkJob(owner, {
      edit: { ids: [...ids, storno, gone, crypto.randomUUID()], patch: { tlsVerification: false } },
    })
    await db().endpoint.delete({ where: { id: gone } })
    const ended = await work(owner, id)
    expect(ended).toMatchObject({ state: 'done', total: 3, done: 3, changed: 1, failed: 2 })
    expect(ended.failures).toEqual([
      { id: storno, code: 'unknown_field', message: 'Storno has no TLS verification.' },
      { id: gone, code: 'not_found', message: 'Endpoint not found.' },
    ])
  })

  test('adds and removes events from the list that each has when its turn comes', async () => {
    const { owner, ids } = await scene(2)
    const all = (await makeEndpoint(owner, 'standard', { events: ['*'] })).endpoint.id
    const { id } = await startBulkJob(owner, {
      edit: { filter: {}, events: { add: ['deal.won'], remove: ['invoice.created'] } },
    })
    await updateEndpoint(owner, { id: ids[0] ?? '', patch: { events: ['invoice.created', 'invoice.paid'] } })
    const ended = await work(owner, id)
    const events = async (endpoint = '') =>
      (await getEndpoint(owner, endpoint)).events.map(({ type }) => type)
    expect(await events(ids[0])).toEqual(['invoice.paid', 'deal.won'])
    expect(await events(ids[1])).toEqual(['deal.won'])
    expect(await events(all)).toEqual(['*'])
    expect(ended).toMatchObject({ changed: 2, failed: 1 })
    expect(ended.failures).toMatchObject([{ id: all, code: 'forbidden_combination' }])
  })

  test('empties a map of each endpoint, whatever is in it', async () => {
    const { owner } = await scene(0)
    const ids: string[] = []
    for (const metadata of [{ a: '1' }, { b: '2', c: '3' }, {}])
      ids.push((await makeEndpoint(owner, 'standard', { metadata })).endpoint.id)
    const { id } = await startBulkJob(owner, { edit: { ids, patch: { metadata: null } } })
    expect(await work(owner, id)).toMatchObject({ done: 3, changed: 2, failed: 0 })
    for (const endpoint of ids) expect((await getEndpoint(owner, endpoint)).metadata).toEqual({})
  })

  test('goes on where a process died: nothing is done twice, nothing is left out', async () => {
    const { owner, ids } = await scene(5)
    const { id } = await startBulkJob(owner, { edit: { ids, patch: { active: false } } })
    const sorted = [...ids].sort()
    // two were finished, and the third was changed but not written down
    await db().job.update({
      where: { id },
      data: { state: 'running', cursor: sorted[1] ?? null, done: 2, changed: 2, startedAt: new Date() },
    })
    for (const endpoint of sorted.slice(0, 3))
      await updateEndpoint(owner, { id: endpoint, patch: { active: false } })
    await expire(id)
    const ended = await work(owner, id)
    expect(ended).toMatchObject({ state: 'done', done: 5, changed: 4, failed: 0 })
    const changes = await changesOf(owner)
    expect(changes.map(({ entityId }) => entityId).sort()).toEqual(sorted)
  })

  test('that somebody works on is nobody else’s', async () => {
    const { owner, ids } = await scene(1)
    const { id } = await startBulkJob(owner, { edit: { ids, patch: { active: false } } })
    await db().job.update({
      where: { id },
      data: { state: 'running', leasedUntil: new Date(Date.now() + 3_600_000) },
    })
    expect(await work(owner, id)).toMatchObject({ state: 'running', done: 0 })
    await expire(id)
    expect(await work(owner, id)).toMatchObject({ state: 'done', done: 1 })
  })

  test('of which two processes took hold is done once', async () => {
    const { owner, ids } = await scene(6)
    const { id } = await startBulkJob(owner, { edit: { ids, patch: { active: false } } })
    await Promise.all([work(owner, id), work(owner, id), work(owner, id)])
    expect(await getJob(owner, id)).toMatchObject({ state: 'done', done: 6, changed: 6 })
    expect(await changesOf(owner)).toHaveLength(6)
  })

  test('is stopped between two endpoints, and what was changed stays', async () => {
    const { owner, ids } = await scene(15)
    const { id } = await startBulkJob(owner, { edit: { ids, patch: { active: false } } })
    let cancelled: Promise<JobView> | undefined
    const ended = await work(owner, id, (event) => {
      if (event.action === 'endpoint.updated') cancelled ??= cancelJob(owner, { id })
    })
    await cancelled
    expect(ended.state).toBe('cancelled')
    const paused = (await changesOf(owner)).length
    expect(paused).toBeGreaterThanOrEqual(1)
    expect(paused).toBeLessThan(15)
    // what was at work when it was stopped counts too
    expect(await getJob(owner, id)).toMatchObject({
      done: paused,
      changed: paused,
      finishedAt: ended.finishedAt,
    })
    await expect(cancelJob(owner, { id })).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('is given back when the process stops, and another goes on at once', async () => {
    const { owner, ids } = await scene(3)
    const { id } = await startBulkJob(owner, { edit: { ids, patch: { active: false } } })
    const stop = new AbortController()
    const halted = await work(
      owner,
      id,
      (event) => event.action === 'endpoint.updated' && stop.abort(),
      stop.signal,
    )
    expect(halted).toMatchObject({ state: 'running', done: 1 })
    expect(await work(owner, id)).toMatchObject({ state: 'done', done: 3, changed: 3 })
  })

  test('ends when who started it has left the team, lost the role, or the key was revoked', async () => {
    const { team, owner, ids } = await scene(1)
    const ask = (ctx: Context) => startBulkJob(ctx, { edit: { ids, patch: { active: false } } })
    const [leaver, demoted] = [await team.as('developer'), await team.as('admin')]
    const jobs = [await ask(leaver), await ask(demoted)]
    await removeMember(owner, { userId: leaver.actor.id ?? '' })
    await changeRole(owner, { userId: demoted.actor.id ?? '', role: 'viewer' })
    const { key } = await makeApiKey(owner, 'project_key', { scopes: ['endpoint:read', 'endpoint:update'] })
    const permissions = new Set(['endpoint:read', 'endpoint:update'] as const)
    jobs.push(
      await ask({
        ...owner,
        actor: { kind: 'api_key', id: key.id, label: key.name, role: null, permissions },
      }),
    )
    await db().apiKey.update({ where: { id: key.id }, data: { revokedAt: new Date() } })
    for (const job of jobs) {
      const ended = await work(owner, job.id)
      expect(ended).toMatchObject({ state: 'failed', done: 0 })
      expect(ended.failures).toEqual([{ id: null, code: 'forbidden', message: expect.any(String) }])
    }
    expect((await getEndpoint(owner, ids[0] ?? '')).active).toBe(true)
  })

  test.each([
    ['for itself', null],
    ['for a user', 'developer'],
  ] as const)('of an app that acts %s ends when the app loses the scope', async (_, role) => {
    const { team, owner, ids } = await scene(1)
    const { app } = await makeOauthApp(owner, { scopes: ['read', 'write'] })
    const userId = role && (await team.as(role)).actor.id
    const permissions = limitRole(role ?? 'owner', ['read', 'write'])
    const actor = { kind: 'oauth_app', id: app.id, label: app.name, role, permissions } as const
    const ask = () =>
      startBulkJob({ ...owner, actor }, { edit: { ids, patch: { metadata: { n: randomHex(2) } } }, userId })
    expect(await work(owner, (await ask()).id)).toMatchObject({ state: 'done', changed: 1 })
    const { id } = await ask()
    await updateOauthApp(owner, { id: app.id, patch: { scopes: ['read'] }, version: null })
    expect(await work(owner, id)).toMatchObject({ state: 'failed', done: 0 })
  })

  test('of a key ends when the key loses the scope', async () => {
    const { owner, ids } = await scene(1)
    const { key } = await makeApiKey(owner, 'project_key', { scopes: ['endpoint:read', 'endpoint:update'] })
    const permissions = new Set(['endpoint:read', 'endpoint:update'] as const)
    const actor = { kind: 'api_key', id: key.id, label: key.name, role: null, permissions } as const
    const { id } = await startBulkJob({ ...owner, actor }, { edit: { ids, patch: { active: false } } })
    await db().apiKey.update({ where: { id: key.id }, data: { scopes: ['endpoint:read'] } })
    expect(await work(owner, id)).toMatchObject({ state: 'failed', done: 0 })
  })

  test('of a key does what the key may', async () => {
    const { owner, ids } = await scene(1)
    const { key } = await makeApiKey(owner, 'project_key', { scopes: ['endpoint:read', 'endpoint:update'] })
    const permissions = new Set(['endpoint:read', 'endpoint:update'] as const)
    const ctx = {
      ...owner,
      actor: { kind: 'api_key', id: key.id, label: key.name, role: null, permissions },
    } as const
    const { id } = await startBulkJob(ctx, { edit: { ids, patch: { active: false } } })
    expect(await work(owner, id)).toMatchObject({ state: 'done', changed: 1, actorKind: 'api_key' })
  })

  test('tells of its progress, without a value', async () => {
    const { owner, ids } = await scene(25)
    const { id } = await startBulkJob(owner, { edit: { ids, patch: { active: false } } })
    const told: string[] = []
    await work(owner, id, (event) => {
      if (event.entity === 'job' && event.entityId === id) told.push(event.action)
    })
    expect(told).toEqual(['job.progressed', 'job.progressed', 'job.finished'])
    expect(owner.told.filter(({ entity }) => entity === 'job').map(({ action }) => action)).toEqual([
      'job.created',
    ])
  })

  test('is seen by its own team alone, newest first, credentials masked', async () => {
    const { owner, ids } = await scene(1)
    const headers = { 'X-Api-Key': 'not-for-anybody', 'X-Team': 'a' }
    const first = await startBulkJob(owner, { edit: { ids, patch: { headers } } })
    expect(first.change).toEqual({ patch: { headers: { 'X-Api-Key': '••••••••', 'X-Team': 'a' } } })
    const second = await startBulkJob(owner, { edit: { ids, patch: { active: true } } })
    const page = await listJobs(owner, { limit: 1 })
    expect(page.items.map(({ id }) => id)).toEqual([second.id])
    const rest = await listJobs(owner, { limit: 1, cursor: page.next ?? '' })
    expect(rest.items.map(({ id }) => id)).toEqual([first.id])
    const stranger = await (await makeTeam()).as('owner')
    await expect(getJob(stranger, first.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(cancelJob(stranger, { id: first.id })).rejects.toMatchObject({ code: 'not_found' })
    expect(JSON.stringify(await db().change.findMany({ where: { teamId: owner.teamId } }))).not.toContain(
      'not-for',
    )
    for (const { id } of [first, second]) await work(owner, id)
    expect((await getEndpoint(owner, ids[0] ?? '')).headers).toEqual(headers)
  })
})

describe('a preview', () => {
  test('says exactly what the job then does, and changes nothing', async () => {
    const { owner, ids } = await scene(12)
    await updateEndpoint(owner, { id: ids[3] ?? '', patch: { active: false } })
    const storno = (await makeEndpoint(owner, 'storno')).endpoint.id
    const before = (await changesOf(owner)).length
    const edit = { filter: {}, patch: { active: false, metadata: { owner: 'finance' } } }
    const preview = await previewBulk(owner, edit)
    expect(preview).toMatchObject({ total: 13, changing: 12, unchanged: 0, failing: 1 })
    expect(preview.fields).toEqual([
      { field: 'active', count: 11 },
      { field: 'metadata', key: 'owner', count: 12 },
    ])
    expect(preview.sample).toHaveLength(10)
    expect(preview.failures).toEqual([
      { id: storno, name: expect.any(String), code: 'unknown_field', message: expect.any(String) },
    ])
    expect((await changesOf(owner)).length).toBe(before)
    const { id } = await startBulkJob(owner, { edit })
    expect(await work(owner, id)).toMatchObject({ changed: 12, failed: 1 })
    expect(await previewBulk(owner, edit)).toMatchObject({ changing: 0, unchanged: 12, failing: 1 })
  })

  test('counts what waits for endpoints that would be active', async () => {
    const { owner, ids } = await scene(3)
    const [first = '', second = '', third = ''] = ids
    for (const id of [first, second]) await updateEndpoint(owner, { id, patch: { active: false } })
    for (const [endpointId, count] of [
      [first, 2],
      [second, 1],
      [third, 1],
    ] as const)
      for (let i = 0; i < count; i++)
        await insertDelivery({ id: endpointId, teamId: owner.teamId }, { state: 'held' })
    const held = async (active: boolean) => (await previewBulk(owner, { ids, patch: { active } })).held
    expect(await held(true)).toBe(3)
    expect(await held(false)).toBe(0)
  })

  test('counts those that would lose what comes while they are paused', async () => {
    const { owner, ids } = await scene(1)
    const [awake, asleep] = [await makeEndpoint(owner, 'storno'), await makeEndpoint(owner, 'storno')]
    await updateEndpoint(owner, { id: asleep.endpoint.id, patch: { active: false } })
    const dropping = async (active: boolean) =>
      (await previewBulk(owner, { ids: [...ids, awake.endpoint.id, asleep.endpoint.id], patch: { active } }))
        .dropping
    expect(await dropping(false)).toBe(1)
    expect(await dropping(true)).toBe(0)
  })

  test('names as many as the filter finds, more than one page of them', async () => {
    const { owner } = await scene(0)
    for (let i = 0; i < 105; i++) await makeEndpoint(owner, 'standard', { name: `Mass ${i}` })
    await makeEndpoint(owner, 'standard', { name: 'Other' })
    expect(await previewBulk(owner, { filter: { search: 'mass' }, patch: { active: false } })).toMatchObject({
      total: 105,
      changing: 105,
    })
  })

  test.each([
    [{ patch: { active: false } }, []],
    [{ filter: {}, ids: ['x'], patch: { active: false } }, []],
    [{ filter: {} }, []],
    [{ filter: {}, patch: { active: false }, events: { add: ['x'] } }, []],
    [{ filter: {}, patch: {} }, ['patch']],
    [{ filter: {}, patch: { colour: 'x' } }, ['patch', 'colour']],
    [{ filter: {}, events: {} }, ['events']],
    [{ filter: {}, events: { add: ['x'], remove: ['x'] } }, ['events']],
    [{ ids: [], patch: { active: false } }, ['ids']],
    [{ filter: { colour: 'x' }, patch: { active: false } }, ['filter', 'colour']],
    [null, []],
  ])('refuses %j', async (edit, path) => {
    const { owner } = await scene(0)
    const error = await previewBulk(owner, edit).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'invalid' })
    expect((error as { issues: { path: unknown }[] }).issues[0]?.path).toEqual(path)
  })

  test('of nothing is no job', async () => {
    const { owner } = await scene(0)
    await expect(
      startBulkJob(owner, { edit: { filter: {}, patch: { active: false } } }),
    ).rejects.toMatchObject({
      code: 'wrong_state',
    })
  })
})
