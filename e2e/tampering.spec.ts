import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { DemoRole } from '#e2e/harness/test.ts'
import { type ActionCall, callBy, replay, tamperWithNext } from '#e2e/kit/action-calls.ts'
import { addKey, typeText } from '#e2e/kit/field-edits.ts'
import { expect, type MadeEndpoint, type OwnTeam, test } from '#e2e/kit/own-team.ts'
import { beginTyping, field, open } from '#e2e/kit/pages.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'

/** A developer's page after an honest edit, the call that it made, and all that is known of the endpoint then. */
async function recordedEdit(as: (role: DemoRole) => Promise<Page>, team: OwnTeam) {
  const endpoint = await team.endpoint('standard', { description: 'Before' })
  const page = await as('developer')
  await open(page, endpoint.path)
  const call = await callBy(page, 'updateEndpointAction', () => typeText('description', 'After').deed(page))
  return { endpoint, page, call, before: await everythingOf(team, endpoint) }
}

async function everythingOf(team: OwnTeam, { id }: MadeEndpoint) {
  return { endpoint: await team.read(id), changes: await team.changes(id) }
}

/** The call that a browser would send for another patch, at the version that is true now. */
const honest = ({ input }: ActionCall, patch: unknown) => ({ ...input, version: 2, patch })

test.describe('an edit that was tampered with', () => {
  const patches: Readonly<Record<string, unknown>> = {
    'the version': { name: 'Taken over', version: 99 },
    'the id': { name: 'Taken over', id: randomUUID() },
    'the dialect': { name: 'Taken over', dialect: 'vendaze' },
    'a secret': { name: 'Taken over', secret: 'whsec_chosen-by-somebody-else' },
    'the list of secrets': { name: 'Taken over', secrets: [] },
    'the team': { name: 'Taken over', teamId: randomUUID() },
    'the public id': { name: 'Taken over', publicId: 'ep_chosen' },
    'the times': { name: 'Taken over', createdAt: '2020-01-01T00:00:00.000Z' },
    'the author': { name: 'Taken over', createdBy: 'Somebody' },
    'a field of another dialect': { name: 'Taken over', signing: false },
    'a field that nothing has': { name: 'Taken over', isAdmin: true },
    'a wrong type': { name: 'Taken over', active: 'false' },
    'null where nothing can be cleared': { name: null },
    'an object in place of a text': { name: { toString: 'x' } },
    'no patch': null,
    'a list in place of a patch': ['name'],
    'the wire’s name of a field': { target: 'https://other.example/' },
  }

  test('is refused whole, and nothing changes', async ({ as, team }) => {
    const { endpoint, page, call, before } = await recordedEdit(as, team)
    for (const [what, patch] of Object.entries(patches)) {
      const answer = await replay(page, call, honest(call, patch))
      expect(answer.serverError?.code ?? answer.validationErrors, what).toBeTruthy()
      expect(answer.data, what).toBeUndefined()
      expect(await everythingOf(team, endpoint), what).toEqual(before)
    }
    // the same call in good order is taken: it was the contents that were refused
    const answer = await replay(page, call, honest(call, { name: 'Renamed' }))
    expect(answer.data).toMatchObject({ endpoint: { name: 'Renamed', version: 3 } })
  })

  test('reaches nothing by a key that JavaScript itself has', async ({ as, team }) => {
    const { endpoint, page, call, before } = await recordedEdit(as, team)
    const text = (patch: string, more = '') =>
      `{"team":"${team.slug}","id":"${endpoint.id}","version":2,"patch":${patch}${more}}`
    const refused = [
      text('{"name":"Taken over","constructor":{"prototype":{"active":false}}}'),
      text('{"name":"Taken over","prototype":{"active":false}}'),
      text('{"name":"Taken over"}', ',"constructor":{"prototype":{"role":"owner"}}'),
    ]
    for (const input of refused) {
      const answer = await replay(page, call, input)
      expect(answer.serverError?.code ?? answer.validationErrors, input).toBeTruthy()
    }
    // the decoder of calls drops this key wherever it stands, and what is left is nothing
    for (const patch of ['{"__proto__":{"name":"Taken over"}}', '{"metadata":{"__proto__":"x"}}']) {
      const answer = await replay(page, call, text(patch, ',"__proto__":{"role":"owner"}'))
      expect(answer.data, patch).toMatchObject({ change: null })
    }
    expect(await everythingOf(team, endpoint)).toEqual(before)
    const viewer = await as('viewer')
    const answer = await replay(viewer, call, text('{"name":"Taken over"}', ',"__proto__":{"role":"owner"}'))
    expect(answer.serverError?.code).toBe('forbidden')
    expect(await everythingOf(team, endpoint)).toEqual(before)
  })

  test('is refused where the call itself has more keys, or others', async ({ as, team }) => {
    const { endpoint, page, call, before } = await recordedEdit(as, team)
    const good = honest(call, { name: 'Taken over' })
    const { version: _, ...withoutVersion } = good
    const inputs = {
      'a role': { ...good, role: 'owner' },
      'an actor': { ...good, actor: { kind: 'system', permissions: ['endpoint:delete'] } },
      'a change to take back': { ...good, revertsId: randomUUID() },
      'no version': withoutVersion,
      'a version as text': { ...good, version: '2' },
      'half a version': { ...good, version: 1.5 },
      'a version of the future': { ...good, version: 3 },
      'no team': { ...good, team: undefined },
      'a list of ids': { ...good, id: [endpoint.id] },
    }
    for (const [what, input] of Object.entries(inputs)) {
      const answer = await replay(page, call, input)
      expect(answer.serverError?.code ?? answer.validationErrors, what).toBeTruthy()
      expect(await everythingOf(team, endpoint), what).toEqual(before)
    }
  })

  test('says what it refuses at the field, when the page itself sent it', async ({ as, team }) => {
    const endpoint = await team.endpoint('standard', { metadata: { plan: 'free' } })
    const before = await everythingOf(team, endpoint)
    const page = await as('developer')
    await open(page, endpoint.path)
    await tamperWithNext(page, 'updateEndpointAction', (input) => ({
      ...input,
      patch: { name: 'Typed', secret: 'whsec_chosen-by-somebody-else' },
    }))
    const box = await beginTyping(page, 'Name', 'Typed')
    await box.press('Enter')
    await expect(field(page, 'Name').getByRole('alert')).toHaveText('secret is not a field here.')
    expect(await everythingOf(team, endpoint)).toEqual(before)
  })
})

test('keys of a map are changed one by one: the others cannot be reached by leaving them out', async ({
  as,
  team,
}) => {
  const endpoint = await team.endpoint('standard', { metadata: { plan: 'free', region: 'eu-west' } })
  const page = await as('developer')
  await open(page, endpoint.path)
  const call = await callBy(page, 'updateEndpointAction', () =>
    addKey('metadata', 'owner', 'data').deed(page),
  )
  await replay(page, call, honest(call, { metadata: {} }))
  await replay(page, call, honest(call, { metadata: null }))
  await replay(page, call, honest(call, { headers: {}, metadata: { owner: 'data' } }))
  expect(await team.read(endpoint.id)).toMatchObject({
    version: 2,
    metadata: { plan: 'free', region: 'eu-west', owner: 'data' },
  })
})

test('an endpoint of another team answers as one that does not exist', async ({ as, team }) => {
  const { page, call } = await recordedEdit(as, team)
  const others = await makeTeam()
  const ctx = await others.as('owner')
  const { endpoint: theirs } = await makeEndpoint(ctx, 'standard', { name: 'Of somebody else' })
  const input = { ...call.input, version: 1, patch: { name: 'Taken over' } }

  const missing = await replay(page, call, { ...input, id: randomUUID() })
  const foreign = await replay(page, call, { ...input, id: theirs.id })
  const noId = await replay(page, call, { ...input, id: 'not-an-id' })
  expect(missing.serverError).toMatchObject({ code: 'not_found', message: 'Endpoint not found.' })
  for (const { serverError } of [foreign, noId])
    expect({ ...serverError, requestId: '' }).toEqual({ ...missing.serverError, requestId: '' })

  const noTeam = await replay(page, call, { ...input, team: 'no-such-team', id: theirs.id })
  const foreignTeam = await replay(page, call, { ...input, team: others.slug, id: theirs.id })
  expect(noTeam.serverError).toMatchObject({ code: 'not_found', message: 'Team not found.' })
  expect({ ...foreignTeam.serverError, requestId: '' }).toEqual({ ...noTeam.serverError, requestId: '' })

  // pages keep the same silence
  for (const path of [`${team.path}/${theirs.id}`, `${team.path}/${randomUUID()}`]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such endpoint')
    expect(await page.content()).not.toContain(theirs.name)
  }
})

test('a call of an editor is refused to who may only read, and to nobody', async ({ as, visitor, team }) => {
  const { endpoint, call, before } = await recordedEdit(as, team)
  const input = honest(call, { name: 'Taken over' })
  for (const role of ['viewer', 'support'] as const) {
    const answer = await replay(await as(role), call, input)
    expect(answer.serverError?.code, role).toBe('forbidden')
  }
  const answer = await replay(await visitor(), call, input)
  expect(answer.serverError?.code).toBe('unauthenticated')
  expect(await everythingOf(team, endpoint)).toEqual(before)
})
