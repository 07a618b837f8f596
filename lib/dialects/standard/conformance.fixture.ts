import { expect } from 'vitest'
import { standardRoutes } from '#lib/dialects/standard/routes.ts'
import type { ConformanceDriver } from '#lib/testing/conformance/driver.ts'
import { makeApiKey } from '#lib/testing/credentials.ts'

const ROOT = '/api/patchbay/v1/endpoints'

export const standardDriver: ConformanceDriver = {
  dialect: 'standard',
  routes: standardRoutes,
  credentials: async (team) => {
    const bearer = async (role: 'admin' | 'viewer') => {
      const { secret } = await makeApiKey(await team.as(role), 'user_key')
      return { authorization: `Bearer ${secret}` }
    }
    return { manager: await bearer('admin'), reader: await bearer('viewer') }
  },
  create: {
    path: ROOT,
    body: { name: 'Billing sync', url: 'https://billing.example/hooks', events: ['invoice.created'] },
  },
  item: (id) => `${ROOT}/${id}`,
  missingId: 'ep_nobodyHasThisOne0000000',
  unwrap: (body) => body as Readonly<Record<string, unknown>>,
  idOf: (resource) => String(resource.public_id),
  fields: [
    {
      wire: 'name',
      field: 'name',
      values: ['Ledger sync', 'Ledger'],
      nullStatus: 422,
      empty: { value: '', status: 422 },
      wrongType: { value: 7, status: 422 },
    },
    {
      wire: 'description',
      field: 'description',
      values: ['Feeds the ledger', 'Feeds it twice'],
      nullStatus: 200,
      empty: { value: '', status: 200 },
      wrongType: { value: ['x'], status: 422 },
    },
    {
      wire: 'url',
      field: 'url',
      values: ['https://ledger.example/a', 'https://ledger.example/b'],
      nullStatus: 422,
      empty: { value: '', status: 422 },
      wrongType: { value: { a: 1 }, status: 422 },
    },
    {
      wire: 'events',
      field: 'events',
      values: [['invoice.paid', 'deal.won'], ['*']],
      shown: ({ events }) =>
        Array.isArray(events)
          ? events.map((event: unknown) =>
              typeof event === 'object' && event !== null && 'type' in event ? event.type : event,
            )
          : events,
      nullStatus: 422,
      empty: { value: [], status: 422 },
      wrongType: { value: 'invoice.paid', status: 422 },
    },
    {
      wire: 'active',
      field: 'active',
      values: [false, true],
      nullStatus: 422,
      empty: null,
      wrongType: { value: 'false', status: 422 },
    },
    {
      wire: 'tls_verification',
      field: 'tlsVerification',
      values: [false, true],
      nullStatus: 422,
      empty: null,
      wrongType: { value: 0, status: 422 },
    },
    {
      wire: 'headers',
      field: 'headers',
      values: [{ 'X-Team': 'a' }, { 'X-Team': 'b' }],
      nullStatus: 200,
      cleared: {},
      empty: { value: {}, status: 200 },
      wrongType: { value: ['X-Team'], status: 422 },
    },
    {
      wire: 'metadata',
      field: 'metadata',
      values: [{ owner: 'finance' }, { owner: 'sales' }],
      nullStatus: 200,
      cleared: {},
      empty: { value: {}, status: 200 },
      wrongType: { value: 'owner', status: 422 },
    },
  ],
  readOnly: {
    id: '0190a000-0000-7000-8000-000000000000',
    public_id: 'ep_x',
    dialect: 'storno',
    version: 99,
    created_at: '2020-01-01T00:00:00.000Z',
    secrets: [],
  },
  strangeKeyStatus: 422,
  emptyPatchStatus: 200,
  emptyBodyStatus: 400,
  notAnObjectStatus: 422,
  expectRefusal: (status, body) => {
    expect(body).toMatchObject({
      type: expect.stringMatching(/^urn:patchbay:problem:[a-z_]+$/),
      title: expect.any(String),
      status,
      detail: expect.any(String),
      code: expect.any(String),
      request_id: expect.any(String),
    })
  },
  showsSecretOn: ['create'],
}
