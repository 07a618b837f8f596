import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import type { EndpointField } from '#lib/domain/endpoints/fields.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { drivers } from '#lib/testing/conformance/drivers.ts'
import { openScene, type Scene } from '#lib/testing/conformance/scene.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { profiles } from './profile.ts'

useDatabase()

test('every dialect has a driver', () => {
  expect([...new Set(drivers.map((driver) => driver.dialect))]).toEqual(
    profiles.map((profile) => profile.dialect),
  )
})

// One table for all dialects: what a wire has to hold whatever it looks like.
describe.each(drivers.map((driver) => [driver.dialect, driver] as const))('%s', (_dialect, driver) => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene(driver)
  })

  const stored = async (id: string, field: EndpointField): Promise<unknown> => {
    const endpoint = await getEndpoint(scene.owner, await scene.uuidOf(id))
    return field === 'events' ? endpoint.events.map((event) => event.type) : endpoint[field]
  }
  const whole = async (id: string) => JSON.stringify(await getEndpoint(scene.owner, await scene.uuidOf(id)))
  const changes = async (id: string) =>
    db().change.count({ where: { teamId: scene.team.id, entityId: await scene.uuidOf(id) } })

  describe.each(driver.fields.map((field) => [field.wire, field] as const))('field %s', (_wire, field) => {
    const shown = field.shown ?? ((resource: Readonly<Record<string, unknown>>) => resource[field.wire])
    const kept = field.stored ?? ((value: unknown) => value)
    const patch = (id: string, value: unknown) =>
      scene.send('PATCH', driver.item(id), { json: { [field.wire]: value } })

    test('set: it alone changes, in the database too, and one change is on record', async () => {
      const id = await scene.make()
      for (const value of field.values) {
        const before = JSON.parse(await whole(id)) as Record<string, unknown>
        const count = await changes(id)
        const answer = await patch(id, value)
        expect(answer.status, answer.text).toBe(200)
        expect(shown(driver.unwrap(answer.body))).toEqual(
          shown({ ...driver.unwrap(answer.body), [field.wire]: value }),
        )
        expect(await stored(id, field.field)).toEqual(kept(value))
        const after = JSON.parse(await whole(id)) as Record<string, unknown>
        const touched = Object.keys(after).filter(
          (key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]),
        )
        const expected = [field.field, 'version', 'updatedAt']
        if (field.field === 'signing') expected.push('secrets')
        expect(touched.filter((key) => !expected.includes(key))).toEqual([])
        expect(after.version).toBe(Number(before.version) + 1)
        expect(await changes(id)).toBe(count + 1)
      }
    })

    test('set to what it is: nothing changes', async () => {
      const id = await scene.make()
      await patch(id, field.values[0])
      const [before, count] = [await whole(id), await changes(id)]
      expect((await patch(id, field.values[0])).status).toBe(200)
      expect([await whole(id), await changes(id)]).toEqual([before, count])
    })

    test('absent: it keeps its value', async () => {
      const other = driver.fields.find((candidate) => candidate.wire !== field.wire)
      if (!other) return
      const id = await scene.make()
      await patch(id, field.values[1])
      const before = await stored(id, field.field)
      const answer = await scene.send('PATCH', driver.item(id), { json: { [other.wire]: other.values[0] } })
      expect(answer.status, answer.text).toBe(200)
      expect(await stored(id, field.field)).toEqual(before)
    })

    test('null: it is cleared where it may be, else refused with nothing changed', async () => {
      const id = await scene.make()
      await patch(id, field.values[0])
      const before = await whole(id)
      const answer = await patch(id, null)
      expect(answer.status, answer.text).toBe(field.nullStatus)
      if (field.nullStatus === 200)
        return expect(await stored(id, field.field)).toEqual(field.cleared ?? null)
      driver.expectRefusal(answer.status, answer.body)
      expect(await whole(id)).toBe(before)
    })

    const { empty } = field
    if (empty)
      test('empty: taken or refused as the contract says, and a refusal changes nothing', async () => {
        const id = await scene.make()
        const before = await whole(id)
        const answer = await patch(id, empty.value)
        expect(answer.status, answer.text).toBe(empty.status)
        if (answer.status < 300) return
        driver.expectRefusal(answer.status, answer.body)
        expect(await whole(id)).toBe(before)
      })

    test('wrong type: refused, also beside a good field, and nothing changes', async () => {
      const id = await scene.make()
      const before = await whole(id)
      const other = driver.fields.find((candidate) => candidate.wire !== field.wire)
      const bad = { [field.wire]: field.wrongType.value }
      for (const json of [bad, { ...(other ? { [other.wire]: other.values[0] } : {}), ...bad }]) {
        const answer = await scene.send('PATCH', driver.item(id), { json })
        expect(answer.status, answer.text).toBe(field.wrongType.status)
        driver.expectRefusal(answer.status, answer.body)
        expect(await whole(id)).toBe(before)
      }
    })
  })

  test('a key that nobody knows, and one that is read-only, change nothing', async () => {
    const [field] = driver.fields
    if (!field) throw new Error('a dialect has fields')
    for (const [key, value] of Object.entries({ surely_unknown: 1, ...driver.readOnly })) {
      const id = await scene.make()
      const before = JSON.parse(await whole(id)) as Record<string, unknown>
      const json = { [field.wire]: field.values[0], [key]: value }
      const answer = await scene.send('PATCH', driver.item(id), { json })
      expect([key, answer.status, answer.text]).toEqual([key, driver.strangeKeyStatus, answer.text])
      const after = JSON.parse(await whole(id)) as Record<string, unknown>
      const allowed = answer.status === 200 ? [field.field, 'version', 'updatedAt'] : []
      for (const name of Object.keys(after))
        if (!allowed.includes(name)) expect([key, name, after[name]]).toEqual([key, name, before[name]])
    }
  })

  test('__proto__ is never a field', async () => {
    const id = await scene.make()
    const before = await whole(id)
    const answer = await scene.send('PATCH', driver.item(id), {
      raw: '{"__proto__":{"url":"https://x.example"}}',
    })
    expect(answer.status).toBeLessThan(500)
    if (answer.status >= 400) driver.expectRefusal(answer.status, answer.body)
    expect(await whole(id)).toBe(before)
    expect(({} as Record<string, unknown>).url).toBeUndefined()
  })

  test.each([
    ['{}', '{}', driver.emptyPatchStatus],
    ['an empty body', '', driver.emptyBodyStatus],
    ['a list', '[]', driver.notAnObjectStatus],
    ['a text', '"x"', driver.notAnObjectStatus],
    ['null', 'null', driver.notAnObjectStatus],
  ])('a patch of %s changes nothing', async (_name, raw, status) => {
    const id = await scene.make()
    const [before, count] = [await whole(id), await changes(id)]
    const answer = await scene.send('PATCH', driver.item(id), { raw })
    expect(answer.status, answer.text).toBe(status)
    if (status >= 400) driver.expectRefusal(answer.status, answer.body)
    expect([await whole(id), await changes(id)]).toEqual([before, count])
  })

  test.each([
    ['bad JSON', '{"a":'],
    ['bytes that are no UTF-8', Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ])('%s: 400 in the envelope', async (_name, raw) => {
    const id = await scene.make()
    const answer = await scene.send('PATCH', driver.item(id), { raw })
    expect(answer.status).toBe(400)
    driver.expectRefusal(400, answer.body)
  })

  test('a body of more than 1 MiB: 413 in the envelope', async () => {
    const id = await scene.make()
    const answer = await scene.send('PATCH', driver.item(id), { raw: `{"a":"${'x'.repeat(1024 * 1024)}"}` })
    expect(answer.status).toBe(413)
    driver.expectRefusal(413, answer.body)
  })

  test('no credential, a made-up one, and one of no form: 401 in the envelope', async () => {
    const id = await scene.make()
    for (const headers of scene.badCredentials()) {
      const answer = await scene.sendAs(headers, 'GET', driver.item(id))
      expect([headers, answer.status]).toEqual([headers, 401])
      driver.expectRefusal(401, answer.body)
    }
  })

  test('a caller that may only read: 403, and nothing changes', async () => {
    const { reader } = scene.credentials
    if (!reader) return
    const id = await scene.make()
    const before = await whole(id)
    expect((await scene.sendAs(reader, 'GET', driver.item(id))).status).toBe(200)
    const [field] = driver.fields
    const json = { [field?.wire ?? '']: field?.values[0] }
    for (const [method, request] of [
      ['PATCH', { json }],
      ['DELETE', {}],
    ] as const) {
      const answer = await scene.sendAs(reader, method, driver.item(id), request)
      expect(answer.status).toBe(403)
      driver.expectRefusal(403, answer.body)
    }
    expect(await whole(id)).toBe(before)
  })

  test("another team's id answers byte for byte like one that nobody has", async () => {
    const foreign = await (await openScene(driver)).make()
    const [field] = driver.fields
    for (const [method, json] of [
      ['GET', undefined],
      ['PATCH', { [field?.wire ?? '']: field?.values[0] }],
      ['PATCH', { [field?.wire ?? '']: field?.wrongType.value }],
      ['DELETE', undefined],
    ] as const) {
      const requestId = { 'x-request-id': crypto.randomUUID() }
      const ask = (id: string) =>
        scene.sendAs({ ...scene.credentials.manager, ...requestId }, method, driver.item(id), { json })
      const [one, other] = [await ask(foreign), await ask(driver.missingId)]
      expect([one.status, one.text]).toEqual([other.status, other.text])
      expect(one.status).toBe(404)
      driver.expectRefusal(404, one.body)
    }
  })

  test('two patches of different fields at once, through this door and the dashboard, both survive', async () => {
    const [one, two] = driver.fields.filter((field) => field.field !== 'signing')
    if (!one) throw new Error('a dialect has fields')
    const id = await scene.make()
    const uuid = await scene.uuidOf(id)
    await Promise.all([
      scene.send('PATCH', driver.item(id), { json: { [one.wire]: one.values[0] } }),
      ...(two ? [scene.send('PATCH', driver.item(id), { json: { [two.wire]: two.values[0] } })] : []),
      updateEndpoint(scene.owner, { id: uuid, patch: { active: false } }),
    ])
    const keep = (field: typeof one) => (field.stored ?? ((value: unknown) => value))(field.values[0])
    if (one.field !== 'active') expect(await stored(id, one.field)).toEqual(keep(one))
    if (two && two.field !== 'active') expect(await stored(id, two.field)).toEqual(keep(two))
    const others = [one, two].filter((field) => field && field.field !== 'active').length
    expect((await getEndpoint(scene.owner, uuid)).version).toBeGreaterThan(others)
  })

  test('the secret is in no answer but those that the contract names, and there whole', async () => {
    const { id, created } = await scene.create()
    const secret = await scene.secretOf(id)
    const [field] = driver.fields.filter((candidate) => candidate.field !== 'signing')
    const answers = {
      create: created.text,
      get: (await scene.send('GET', driver.item(id))).text,
      patch: (await scene.send('PATCH', driver.item(id), { json: { [field?.wire ?? '']: field?.values[0] } }))
        .text,
    }
    if (secret === null) return
    for (const [operation, text] of Object.entries(answers))
      expect([operation, text.includes(secret)]).toEqual([
        operation,
        driver.showsSecretOn.includes(operation as 'create'),
      ])
  })

  test('HEAD, OPTIONS, a path that nobody knows, and a method that the path does not take', async () => {
    const id = await scene.make()
    const head = await scene.send('HEAD', driver.item(id))
    expect([head.status, head.text]).toEqual([200, ''])
    const options = await scene.send('OPTIONS', driver.item(id))
    expect([options.status, options.text]).toEqual([204, ''])
    expect(options.headers.get('allow')).toMatch(/PATCH/)
    const nowhere = await scene.send('GET', `${driver.item(id)}/surely/not`)
    expect(nowhere.status).toBe(404)
    driver.expectRefusal(404, nowhere.body)
    const refused = await scene.send('PROPFIND', driver.item(id))
    expect(refused.status).toBe(405)
    expect(refused.headers.get('allow')).toMatch(/PATCH/)
    driver.expectRefusal(405, refused.body)
  })

  test('deleted: it is gone, and its past is on record', async () => {
    const id = await scene.make()
    const uuid = await scene.uuidOf(id)
    const answer = await scene.send('DELETE', driver.item(id))
    expect([200, 204]).toContain(answer.status)
    expect((await scene.send('GET', driver.item(id))).status).toBe(404)
    expect((await scene.send('DELETE', driver.item(id))).status).toBe(404)
    const last = await db().change.findFirst({
      where: { teamId: scene.team.id, entityId: uuid },
      orderBy: { id: 'desc' },
    })
    expect(last?.action).toBe('endpoint.deleted')
  })
})
