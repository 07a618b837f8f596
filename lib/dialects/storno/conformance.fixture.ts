import { expect } from 'vitest'
import type { ConformanceDriver } from '#lib/testing/conformance/driver.ts'
import { makeApiKey } from '#lib/testing/credentials.ts'
import type { TestTeam } from '#lib/testing/factories.ts'
import { stornoRoutes } from './routes.ts'

/** All that `webhook.view` and `webhook.manage` stand for. */
export const MANAGE_SCOPES = [
  'endpoint:read',
  'delivery:read',
  'endpoint:create',
  'endpoint:update',
  'endpoint:delete',
  'secret:rotate',
  'endpoint:test',
  'delivery:replay',
]
const VIEW_SCOPES = ['endpoint:read', 'delivery:read']

/** A key of the team, as the headers that Storno's clients send. */
export async function stornoKey(team: TestTeam, scopes: readonly string[] = MANAGE_SCOPES) {
  const { secret } = await makeApiKey(await team.as('owner'), 'storno_key', { scopes: [...scopes] })
  return { authorization: secret, 'x-company': team.id }
}

export const stornoDriver: ConformanceDriver = {
  dialect: 'storno',
  routes: stornoRoutes,
  credentials: async (team) => ({
    manager: await stornoKey(team),
    reader: await stornoKey(team, VIEW_SCOPES),
  }),
  create: {
    path: '/api/v1/webhooks',
    body: {
      url: 'https://your-app.example.com/webhooks/storno',
      events: ['invoice.created'],
      description: 'Production notifications',
    },
  },
  item: (id) => `/api/v1/webhooks/${id}`,
  missingId: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
  unwrap: (body) => body as Record<string, unknown>,
  idOf: (resource) => String(resource.uuid),
  fields: [
    {
      wire: 'url',
      field: 'url',
      values: ['https://one.example/s', 'https://two.example/s'],
      nullStatus: 400,
      empty: { value: '', status: 422 },
      wrongType: { value: 7, status: 400 },
    },
    {
      wire: 'events',
      field: 'events',
      values: [['invoice.paid', 'sync.completed'], ['*']],
      nullStatus: 400,
      empty: { value: [], status: 400 },
      wrongType: { value: 'invoice.paid', status: 400 },
    },
    {
      wire: 'description',
      field: 'description',
      values: ['Staging', 'Staging — expanded'],
      nullStatus: 200,
      empty: { value: '', status: 200 },
      wrongType: { value: 7, status: 400 },
    },
    {
      wire: 'isActive',
      field: 'active',
      values: [false, true],
      nullStatus: 400,
      empty: null,
      wrongType: { value: 'false', status: 400 },
    },
  ],
  readOnly: {
    uuid: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
    secret: 'whsec_chosen-by-the-caller',
    createdAt: '2020-01-01T00:00:00Z',
    updatedAt: '2020-01-01T00:00:00Z',
    deliveriesCount: 9,
  },
  strangeKeyStatus: 200,
  emptyPatchStatus: 400,
  emptyBodyStatus: 400,
  notAnObjectStatus: 400,
  expectRefusal: (status, body) => {
    if (status === 401) expect(body).toEqual({ code: 401, message: expect.stringMatching(/JWT Token/) })
    else if (status === 429) expect(body).toEqual({ error: 'Too many requests. Please try again later.' })
    else {
      expect(body).toMatchObject({ error: expect.any(String), message: expect.any(String), code: status })
    }
  },
  showsSecretOn: ['create'],
}
