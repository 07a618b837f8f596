import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { makeAccount } from '#lib/testing/account.ts'
import { makeApiKey } from '#lib/testing/credentials.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { sendDocumented } from '#lib/testing/documented.ts'
import { type DoorRequest, testServices } from '#lib/testing/door.ts'
import { contextOf, makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { selfcommunityOperations, selfcommunityRoutes } from './routes.ts'

useDatabase()

async function open() {
  const team = await makeTeam()
  const { user, password } = await makeAccount()
  await db().membership.create({
    data: { teamId: team.id, userId: user.id, role: 'admin', createdAt: new Date() },
  })
  const ctx = contextOf(team.id, 'admin', user)
  const { secret: token } = await makeApiKey(ctx, 'personal_token')
  const { endpoint, secret } = await makeEndpoint(ctx, 'selfcommunity')
  const app = selfcommunityRoutes(testServices())
  const send = (method: string, below: string, request: DoorRequest = {}) =>
    sendDocumented(
      app,
      selfcommunityOperations,
      method,
      `/api/v2/webhook/endpoint/${endpoint.publicId}/${below}`,
      { ...request, headers: { authorization: `Bearer ${token}` } },
    )
  const reveals = () =>
    db().change.count({ where: { teamId: team.id, entityId: endpoint.id, action: 'secret.revealed' } })
  return { endpoint, secret, password, send, reveals }
}

describe('reveal', () => {
  test('answers 201 with the secret, and each look is on record (C11, C15)', async () => {
    const { secret, send, reveals } = await open()
    for (const request of [{}, { json: {} }, { json: { other: 1 } }]) {
      const answer = await send('POST', 'secret/reveal/', request)
      expect([answer.status, answer.text]).toEqual([201, JSON.stringify({ signing_secret: secret })])
    }
    expect(secret).toMatch(/^[0-9a-f]{64}$/)
    expect(await reveals()).toBe(3)
  })

  test('takes the password of whose token it is', async () => {
    const { password, send } = await open()
    expect((await send('POST', 'secret/reveal/', { json: { password } })).status).toBe(201)
  })

  test.each([
    ['wrong', 'not the password', 'This is not your password.', 'invalid'],
    ['longer than any', 'x'.repeat(100_000), 'This is not your password.', 'invalid'],
    ['blank', '', 'This field may not be blank.', 'blank'],
    ['null', null, 'This field may not be null.', 'null'],
    ['no text', 5, 'Not a valid string.', 'invalid'],
  ])('a password that is %s: 400, and nothing is shown', async (_name, password, message, code) => {
    const { send, reveals } = await open()
    const answer = await send('POST', 'secret/reveal/', { json: { password } })
    expect([answer.status, answer.body]).toEqual([
      400,
      { errors: [{ field: 'password', messages: [{ message, code }] }] },
    ])
    expect(await reveals()).toBe(0)
  })

  test('after ten wrong ones even the right one has to wait: 429', async () => {
    const { password, send } = await open()
    for (let n = 0; n < 10; n++)
      expect((await send('POST', 'secret/reveal/', { json: { password: `guess ${n}` } })).status).toBe(400)
    const answer = await send('POST', 'secret/reveal/', { json: { password } })
    expect(answer.status).toBe(429)
    expect(answer.body).toEqual({
      errors: [
        {
          message: expect.stringMatching(/^Request was throttled. Expected available in \d+ seconds.$/),
          code: 'throttled',
        },
      ],
    })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('a body that is not JSON: 400', async () => {
    const { send } = await open()
    expect((await send('POST', 'secret/reveal/', { raw: 'password=x' })).status).toBe(400)
  })
})

describe('expire', () => {
  test('replaces the secret at once and answers the endpoint; reveal shows the new one', async () => {
    const { endpoint, secret, send } = await open()
    const answer = await send('POST', 'secret/expire/')
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ id: Number(endpoint.publicId), target: endpoint.url })
    const revealed = (await send('POST', 'secret/reveal/')).body as { signing_secret: string }
    registerSecret('endpoint-secret', revealed.signing_secret)
    expect(revealed.signing_secret).toMatch(/^[0-9a-f]{64}$/)
    expect(revealed.signing_secret).not.toBe(secret)
    expect(answer.text).not.toContain(revealed.signing_secret)
    const signing = { endpointId: endpoint.id, revokedAt: null, expiresAt: null }
    expect(await db().endpointSecret.count({ where: signing })).toBe(1)
  })
})
