import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam, type TestContext, type TestTeam } from '#lib/testing/factories.ts'
import { makeSource, sourceSecret } from '#lib/testing/sources.ts'
import { REDACTED } from '../audit/redact.ts'
import { nanoid } from '../shared/ids.ts'
import { createSource } from './create.ts'
import { sourceData } from './data.ts'
import { deleteSource } from './delete.ts'
import { getSource } from './get.ts'
import { listSources, pageSources } from './list.ts'
import { patchSource } from './patch.ts'
import { replaceSource } from './replace.ts'
import { revealSourceValue } from './reveal-secret-value.ts'
import { ingressPath } from './source.ts'

useDatabase()

let team: TestTeam
let admin: TestContext
let developer: TestContext
beforeEach(async () => {
  team = await makeTeam()
  admin = await team.as('admin')
  developer = await team.as('developer')
})

const changes = (id: string) => db().change.findMany({ where: { entityId: id }, orderBy: { id: 'asc' } })
const _issuesOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error) => error.issues,
  )

describe('creating', () => {
  test('makes a URL that names the toolkit and the source, and nothing is configured', async () => {
    const { source, created } = await createSource(developer, { toolkit: 'slack', clientId: 'A1.2' })
    expect(created).toBe(true)
    expect(source).toMatchObject({
      toolkit: 'slack',
      clientId: 'A1.2',
      version: 1,
      verifiedAt: null,
      values: [],
    })
    expect(source.publicId).toMatch(/^we_[A-Za-z0-9_-]{12}$/)
    expect(ingressPath(source)).toBe(`/api/v3.1/webhook_ingress/slack/${source.publicId}/trigger_event`)
    expect(await sourceData(developer, source)).toBeNull()
    expect(await changes(source.id)).toMatchObject([
      { action: 'source.created', entityKind: 'source', entityName: 'Slack A1.2', version: 1 },
    ])
    expect(developer.told).toMatchObject([{ entity: 'source', action: 'source.created' }])
  })

  test('a second time for the same app gives the same source, with its URL and its values', async () => {
    const first = await makeSource(admin, 'slack', 'app')
    await patchSource(admin, first.id, { webhook_signing_secret: sourceSecret() })
    const again = await createSource(developer, { toolkit: 'slack', clientId: 'app' })
    expect(again.created).toBe(false)
    expect(again.source).toEqual(await getSource(developer, first.id))
    expect(again.source.values).toHaveLength(1)
    expect(await changes(first.id)).toHaveLength(2)
  })

  test('at the same moment makes one', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () => createSource(developer, { toolkit: 'github', clientId: 'same' })),
    )
    expect(new Set(made.map(({ source }) => source.publicId)).size).toBe(1)
    expect(made.filter(({ created }) => created)).toHaveLength(1)
    expect(await changes(made[0]?.source.id ?? '')).toHaveLength(1)
  })

  test('for another app, toolkit or team makes another', async () => {
    const ids = await Promise.all([
      createSource(developer, { toolkit: 'slack', clientId: 'a' }),
      createSource(developer, { toolkit: 'slack', clientId: 'b' }),
      createSource(developer, { toolkit: 'stripe', clientId: 'a' }),
      createSource(await (await makeTeam()).as('owner'), { toolkit: 'slack', clientId: 'a' }),
    ])
    expect(new Set(ids.map(({ source }) => source.id)).size).toBe(4)
  })

  test.each([
    [{ toolkit: 'slack', clientId: '' }, ['clientId']],
    [{ toolkit: 'slack', clientId: null }, ['clientId']],
    [{ toolkit: 'slack', clientId: 'a\u0000b' }, ['clientId']],
    [{ toolkit: '', clientId: 'a' }, ['toolkit']],
    [{ toolkit: undefined, clientId: 'a' }, ['toolkit']],
  ])('with %j is refused at the field', async (input, path) => {
    await expect(createSource(developer, input)).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ path }],
    })
  })

  test('for a toolkit that nobody knows is refused', async () => {
    const input = { toolkit: 'constructor', clientId: 'a' }
    await expect(createSource(developer, input)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('who may', () => {
  test('a developer changes what is no secret, and cannot find a secret out by trying', async () => {
    const source = await makeSource(admin, 'generic')
    const secret = sourceSecret()
    const { source: before } = await patchSource(admin, source.id, { webhook_signing_secret: secret })
    for (const value of [secret, sourceSecret()])
      await expect(
        patchSource(developer, source.id, { webhook_signing_secret: value }),
      ).rejects.toMatchObject({
        code: 'forbidden',
      })
    await expect(replaceSource(developer, source.id, { signature_header: 'X' })).rejects.toMatchObject({
      code: 'invalid',
    })
    // with the mask as it was read, the secret is not touched
    const data = { webhook_signing_secret: before.values[0]?.shown, signature_header: 'X-Sig' }
    expect((await patchSource(developer, source.id, data)).change?.fields).toHaveLength(1)
  })

  test('Notion’s token is in clear for who may reveal, and masked for the others', async () => {
    const source = await makeSource(admin, 'notion')
    const token = sourceSecret()
    const { source: after } = await patchSource(admin, source.id, { webhook_signing_secret: token })
    expect(await sourceData(admin, after)).toEqual({ webhook_signing_secret: token })
    const masked = { webhook_signing_secret: `${token.slice(0, 4)}...` }
    expect(await sourceData(await team.as('viewer'), after)).toEqual(masked)
    expect(after.values).toMatchObject([{ shown: masked.webhook_signing_secret }])
  })

  test('each look at a value is on record', async () => {
    const source = await makeSource(admin, 'slack')
    await expect(revealSourceValue(admin, source.id, 'app_token')).rejects.toMatchObject({
      code: 'wrong_state',
    })
    await expect(revealSourceValue(admin, source.id, 'other')).rejects.toMatchObject({ code: 'not_found' })
    await patchSource(admin, source.id, { app_token: sourceSecret() })
    await revealSourceValue(admin, source.id, 'app_token')
    expect((await changes(source.id)).at(-1)).toMatchObject({
      action: 'source.revealed',
      actorId: admin.actor.id,
      fields: [{ field: 'data', key: 'app_token', before: null, after: null, redacted: true }],
    })
  })

  test('another team finds nothing', async () => {
    const source = await makeSource(admin, 'slack')
    const foreign = await (await makeTeam()).as('owner')
    const calls = [source.id, source.publicId, { publicId: source.publicId }, 'we_x\u0000'].flatMap((ref) => [
      () => getSource(foreign, ref),
      () => patchSource(foreign, ref, {}),
      () => replaceSource(foreign, ref, {}),
      () => deleteSource(foreign, ref),
      () => revealSourceValue(foreign, ref, 'app_token'),
    ])
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'not_found' })
    expect(await listSources(foreign)).toEqual([])
    expect((await pageSources(foreign, { search: source.publicId })).items).toEqual([])
    expect(await getSource(admin, source.id)).toEqual(source)
  })
})

describe('deleting', () => {
  test('takes the values along, and leaves a record that shows none', async () => {
    const source = await makeSource(admin, 'slack')
    await patchSource(admin, source.id, { app_token: sourceSecret() })
    const change = await deleteSource(admin, source.id)
    expect(change).toMatchObject({ action: 'source.deleted', version: 3 })
    expect(change.fields).toContainEqual({
      field: 'data',
      key: 'app_token',
      before: REDACTED,
      after: null,
      redacted: true,
    })
    expect(await db().sourceValue.count({ where: { sourceId: source.id } })).toBe(0)
    await expect(getSource(admin, source.id)).rejects.toMatchObject({ code: 'not_found' })
    const { created } = await createSource(admin, { toolkit: source.toolkit, clientId: source.clientId })
    expect(created).toBe(true)
  })
})

describe('listing', () => {
  test('gives all of them, or those of one toolkit, newest first', async () => {
    const made = []
    for (const toolkit of ['slack', 'github', 'slack']) made.push(await makeSource(admin, toolkit))
    const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
    expect(ids(await listSources(admin))).toEqual(ids(made).reverse())
    expect(ids(await listSources(admin, { toolkit: 'slack' }))).toEqual([made[2]?.id, made[0]?.id])
    expect(await listSources(admin, { toolkit: 'none' })).toEqual([])
  })

  test('goes by pages, forth and back', async () => {
    const made = []
    for (let i = 0; i < 5; i++) made.push((await makeSource(admin, 'slack')).id)
    made.reverse()
    const first = await pageSources(admin, { limit: 2 })
    const second = await pageSources(admin, { limit: 2, cursor: first.next ?? '' })
    const third = await pageSources(admin, { limit: 2, cursor: second.next ?? '' })
    const back = await pageSources(admin, { limit: 2, cursor: third.previous ?? '' })
    const ids = [first, second, third, back].map((page) => page.items.map(({ id }) => id))
    expect(ids).toEqual([made.slice(0, 2), made.slice(2, 4), made.slice(4), made.slice(2, 4)])
    expect([first.previous, third.next]).toEqual([null, null])
    await expect(pageSources(admin, { cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('finds by client id and id, and says how much is configured', async () => {
    const name = `App_${nanoid(6)}%`
    const source = await makeSource(admin, 'slack', name)
    await makeSource(admin, 'slack', 'other')
    await patchSource(admin, source.id, { app_token: sourceSecret() })
    for (const search of [name.toUpperCase(), ` ${source.publicId} `, '%'])
      expect((await pageSources(admin, { search })).items).toMatchObject([
        { id: source.id, configured: 1, complete: false, path: ingressPath(source) },
      ])
    expect((await pageSources(admin, { search: name, toolkits: ['github'] })).items).toEqual([])
    await patchSource(admin, source.id, { webhook_signing_secret: sourceSecret() })
    expect((await pageSources(admin, { search: name })).items).toMatchObject([
      { configured: 2, complete: true },
    ])
  })
})
