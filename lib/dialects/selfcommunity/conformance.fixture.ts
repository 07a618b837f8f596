import { expect } from 'vitest'
import type { Role } from '#lib/domain/authz/permissions.ts'
import type { ConformanceDriver, FieldCase } from '#lib/testing/conformance/driver.ts'
import { makeApiKey } from '#lib/testing/credentials.ts'
import type { TestTeam } from '#lib/testing/factories.ts'
import { selfcommunityRoutes } from './routes.ts'
import type { EventWire } from './wire.ts'

/** A member's personal token, as the header that SelfCommunity's clients send. */
export async function personalToken(team: TestTeam, role: Role = 'admin', scopes: readonly string[] = []) {
  const { secret } = await makeApiKey(await team.as(role), 'personal_token', { scopes: [...scopes] })
  return { authorization: `Bearer ${secret}` }
}

const names = (value: unknown) => (value as EventWire[]).map((event) => event.type)

const events: FieldCase = {
  wire: 'events',
  field: 'events',
  values: [[{ type: 'vote.created' }], [{ type: 'user.created' }, { type: 'post.updated' }]],
  stored: names,
  shown: (resource) => names(resource.events).map((type) => ({ type })),
  nullStatus: 400,
  empty: { value: [], status: 400 },
  wrongType: { value: ['vote.created'], status: 400 },
}

export const selfcommunityDriver: ConformanceDriver = {
  dialect: 'selfcommunity',
  routes: selfcommunityRoutes,
  credentials: async (team) => ({
    manager: await personalToken(team),
    reader: await personalToken(team, 'admin', ['endpoint:read', 'delivery:read', 'event-type:read']),
  }),
  create: {
    path: '/api/v2/webhook/endpoint/',
    body: {
      target: 'https://feed.example/sc',
      events: [{ type: 'comment.created' }],
      description: 'Community feed',
    },
  },
  item: (id) => `/api/v2/webhook/endpoint/${id}/`,
  missingId: '999999999999',
  unwrap: (body) => body as Record<string, unknown>,
  idOf: (resource) => String(resource.id),
  fields: [
    {
      wire: 'is_active',
      field: 'active',
      values: [false, true],
      nullStatus: 400,
      empty: { value: '', status: 400 },
      wrongType: { value: 'perhaps', status: 400 },
    },
    {
      wire: 'target',
      field: 'url',
      values: ['http://one.example/sc', 'https://two.example/sc'],
      nullStatus: 400,
      empty: { value: '', status: 400 },
      wrongType: { value: ['https://one.example'], status: 400 },
    },
    {
      wire: 'description',
      field: 'description',
      values: ['Staging', 'Staging, for now'],
      nullStatus: 200,
      empty: { value: '', status: 200 },
      wrongType: { value: { text: 'x' }, status: 400 },
    },
    events,
    {
      wire: 'ssl_cert_verification',
      field: 'tlsVerification',
      values: [false, true],
      nullStatus: 400,
      empty: { value: '', status: 400 },
      wrongType: { value: [], status: 400 },
    },
  ],
  readOnly: {
    id: 7,
    created_at: '2021-03-25T15:21:46.575398+00:00',
    updated_at: '2021-03-25T15:21:46.575398+00:00',
    signing_secret: 'chosen-by-the-caller',
  },
  strangeKeyStatus: 200,
  emptyPatchStatus: 200,
  // as the framework has it: nothing sent is nothing changed
  emptyBodyStatus: 200,
  notAnObjectStatus: 400,
  expectRefusal: (_status, body) => {
    const message = { message: expect.any(String), code: expect.any(String) }
    const { errors } = body as { errors: unknown[] }
    expect(Object.keys(body as object)).toEqual(['errors'])
    expect(errors.length).toBeGreaterThan(0)
    for (const error of errors) {
      if (error !== null && typeof error === 'object' && 'field' in error)
        expect(error).toEqual({ field: expect.any(String), messages: expect.arrayContaining([message]) })
      else expect(error).toEqual(message)
    }
  },
  showsSecretOn: [],
}
