import { randomInt } from 'node:crypto'
import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { MAX_BODY_BYTES } from '#lib/http/api-app.ts'
import { drivers } from '#lib/testing/conformance/drivers.ts'
import { openScene, type Scene } from '#lib/testing/conformance/scene.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { send, testServices } from '#lib/testing/door.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { doorOf } from './doors.ts'

useDatabase()

const nowhere = (dialect: string) => `${doorOf(dialect)?.paths[0]}/surely/not`
/** Patchbay's own door is strict where the vendors' are lenient. */
const isStrict = (dialect: string) => dialect === 'standard'

// What no client sends by accident, asked of every door alike. The conformance suite has what clients do get wrong.
describe.each(drivers.map((driver) => [driver.item(':id'), driver] as const))('%s', (_path, driver) => {
  const { dialect } = driver
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene(driver)
  })
  const whole = async (id: string) => JSON.stringify(await getEndpoint(scene.owner, await scene.uuidOf(id)))
  const [field] = driver.fields
  if (!field) throw new Error('a dialect has fields')
  const good = { [field.wire]: field.values[0] }

  test('10 MiB: 413 in the envelope, also when the length is not said before', async () => {
    const app = driver.routes(testServices())
    const id = await scene.make()
    const before = await whole(id)
    const said = await scene.send('PATCH', driver.item(id), { raw: `{"a":"${'x'.repeat(10 * 2 ** 20)}"}` })
    expect(said.status).toBe(413)
    driver.expectRefusal(413, said.body)
    const { read, answer } = await sendEndless(app, driver.item(id), scene.credentials.manager)
    expect(answer.status).toBe(413)
    driver.expectRefusal(413, await answer.json())
    expect(read).toBeLessThan(2 * MAX_BODY_BYTES)
    expect(await whole(id)).toBe(before)
  })

  test('a key that comes twice: the last one counts, or it is refused; never both', async () => {
    const id = await scene.make()
    const before = await whole(id)
    const member = (value: unknown) => `${JSON.stringify(field.wire)}:${JSON.stringify(value)}`
    const raw = `{${member(field.values[0])},${member(field.values[1])}}`
    const answer = await scene.send('PATCH', driver.item(id), { raw })
    expect(answer.status, answer.text).toBe(isStrict(dialect) ? 400 : 200)
    if (isStrict(dialect)) {
      driver.expectRefusal(400, answer.body)
      expect(await whole(id)).toBe(before)
    } else {
      const shown = driver.unwrap(answer.body)
      const view = field.shown ?? ((resource: typeof shown) => resource[field.wire])
      expect(view(shown)).toEqual(view({ ...shown, [field.wire]: field.values[1] }))
    }
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'JSON that is said to be %j',
    async (type) => {
      const id = await scene.make()
      const headers = { 'content-type': type }
      const answer = await scene.send('PATCH', driver.item(id), { json: good, headers })
      // the vendors' doors read JSON whatever it is called
      expect(answer.status, answer.text).toBe(isStrict(dialect) ? 415 : 200)
      if (answer.status !== 200) driver.expectRefusal(answer.status, answer.body)
    },
  )

  test('a form is no JSON: refused in the envelope, and nothing changes', async () => {
    const id = await scene.make()
    const before = await whole(id)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await scene.send('PATCH', driver.item(id), { raw: `${field.wire}=x`, headers })
    expect(answer.status).toBe(isStrict(dialect) ? 415 : 400)
    driver.expectRefusal(answer.status, answer.body)
    expect(await whole(id)).toBe(before)
  })

  test('what was read, sent back whole with its mask, changes nothing: not the secret either', async () => {
    const id = await scene.make()
    const readers = [scene.credentials.manager, scene.credentials.reader ?? scene.credentials.manager]
    const [before, secret] = [await whole(id), await scene.secretOf(id)]
    for (const reader of readers) {
      const read = await scene.sendAs(reader, 'GET', driver.item(id))
      expect(read.status).toBe(200)
      const answer = await scene.send('PATCH', driver.item(id), { json: driver.unwrap(read.body) })
      expect(answer.status, answer.text).toBe(driver.strangeKeyStatus)
      expect([await whole(id), await scene.secretOf(id)]).toEqual([before, secret])
    }
  })

  const signing = driver.fields.find((one) => one.field === 'signing')
  const other = driver.fields.find((one) => one.field === 'url')
  if (signing && other)
    test('a bad field beside a change of signing: neither happens, and the secret stays', async () => {
      const id = await scene.make()
      for (const value of [false, true]) {
        await scene.send('PATCH', driver.item(id), { json: { [signing.wire]: !value } })
        const [before, secret] = [await whole(id), await scene.secretOf(id)]
        for (const bad of [{ [other.wire]: other.wrongType.value }, { [other.wire]: null }]) {
          const answer = await scene.send('PATCH', driver.item(id), {
            json: { [signing.wire]: value, ...bad },
          })
          expect(answer.status, answer.text).toBe(other.wrongType.status)
          expect([await whole(id), await scene.secretOf(id)]).toEqual([before, secret])
        }
      }
    })

  test('an empty body is documented as it is taken', () => {
    const update = doorOf(dialect)?.operations.find(
      ({ method, path }) => method === 'PATCH' && matches(path, driver.item('1')),
    )
    expect(update?.doc.bodyOptional === true).toBe(driver.emptyBodyStatus < 300)
  })

  test('of a path that nobody knows, the answer is the same with and without a credential', async () => {
    const headers = { 'x-request-id': crypto.randomUUID() }
    const [known, unknown] = [
      await scene.sendAs({ ...scene.credentials.manager, ...headers }, 'GET', nowhere(dialect)),
      await scene.sendAs(headers, 'GET', nowhere(dialect)),
    ]
    expect([known.status, known.text]).toEqual([404, unknown.text])
    driver.expectRefusal(404, known.body)
  })

  test.each([
    ['address', ['192.0.2.7', '192.0.2.7', '192.0.2.7', '192.0.2.7'], '192.0.2.8'],
    [
      'network',
      ['2001:db8:0:7::1', '2001:db8:0:7::2', '2001:db8:0:7:3::', '2001:db8:0:7:4::'],
      '2001:db8:0:8::',
    ],
  ])('too many wrong credentials from one %s: 429 there, while good ones go on', async (_, same, other) => {
    const rule = { points: 3, windowSeconds: randomInt(600, 6000) }
    const app = driver.routes(
      testServices({ limit: (name) => (name === 'failed-credentials' ? rule : undefined) }),
    )
    const { manager } = await driver.credentials(await makeTeam())
    const [, wrong = {}] = scene.badCredentials()
    const from = (address: string, credentials: Readonly<Record<string, string>>) =>
      send(app, 'GET', driver.item(driver.missingId), {
        headers: { 'x-forwarded-for': address, ...credentials },
      })
    const last = same.at(-1) ?? ''
    for (const address of same.slice(0, 3)) expect((await from(address, wrong)).status).toBe(401)
    const refused = await from(last, wrong)
    expect(refused.status, refused.text).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    driver.expectRefusal(429, refused.body)
    expect((await from(other, wrong)).status).toBe(401)
    expect((await from(last, manager)).status).toBe(404)
  })
})

const matches = (path: string, actual: string) =>
  new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}/?$`).test(actual)

/** A body in pieces without an end, as a client sends it that does not know how much it has. */
async function sendEndless(app: Hono, path: string, headers: Readonly<Record<string, string>>) {
  const piece = new Uint8Array(64 * 1024).fill(0x20)
  let read = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      read += piece.byteLength
      controller.enqueue(piece)
    },
  })
  const init: RequestInit & { duplex: 'half' } = {
    method: 'PATCH',
    headers: { ...headers, 'content-type': 'application/json', 'x-request-id': crypto.randomUUID() },
    body,
    duplex: 'half',
  }
  const answer = await app.request(new Request(`http://door.test${path}`, init))
  return { read, answer }
}
