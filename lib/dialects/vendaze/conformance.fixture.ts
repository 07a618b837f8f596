import { expect } from 'vitest'
import type { ConformanceDriver } from '#lib/testing/conformance/driver.ts'
import { schemaFaults } from '#lib/testing/json-schema.ts'
import { appToken, makeApp, userToken } from '#lib/testing/oauth-apps.ts'
import { vendazeRoutes } from './routes.ts'
import { refused } from './wire.ts'

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
/** What a refusal looks like that the documentation does not list for the five operations. */
const OTHER_STATUSES = [405]

export const vendazeDriver: ConformanceDriver = {
  dialect: 'vendaze',
  routes: vendazeRoutes,
  async credentials(team) {
    const app = await makeApp(await team.as('owner'))
    return {
      manager: bearer(await appToken(app)),
      reader: bearer(await userToken(app, await team.as('viewer'))),
    }
  },
  create: {
    path: '/v1/webhooks',
    body: {
      name: 'Deals',
      url: 'https://crm.example/hooks',
      events: ['deal.won'],
      auth_enable: true,
    },
  },
  item: (id) => `/v1/webhooks/${id}`,
  missingId: 'wh_00000000000000000000000000000000',
  unwrap: (body) => (body as { data: Record<string, unknown> }).data,
  idOf: (resource) => String(resource.id),
  fields: [
    {
      wire: 'name',
      field: 'name',
      values: ['Deals to billing', 'Größe ✓'],
      nullStatus: 422,
      empty: { value: '', status: 422 },
      wrongType: { value: 7, status: 422 },
    },
    {
      wire: 'url',
      field: 'url',
      values: ['https://crm.example/a', 'https://other.example/b?c=1'],
      nullStatus: 422,
      empty: { value: '', status: 422 },
      wrongType: { value: ['https://crm.example'], status: 422 },
    },
    {
      wire: 'events',
      field: 'events',
      values: [['person.created', 'deal.won'], ['usage_logs.created']],
      nullStatus: 422,
      empty: { value: [], status: 422 },
      wrongType: { value: 'deal.won', status: 422 },
    },
    {
      wire: 'auth_enable',
      field: 'signing',
      values: [false, true],
      nullStatus: 422,
      empty: null,
      wrongType: { value: 'true', status: 422 },
    },
  ],
  readOnly: {
    id: 'wh_11111111111111111111111111111111',
    webhook_secret: `whsec_${'0'.repeat(64)}`,
    created_at: '2020-01-01T00:00:00.000Z',
  },
  strangeKeyStatus: 200,
  emptyPatchStatus: 400,
  emptyBodyStatus: 400,
  notAnObjectStatus: 400,
  expectRefusal(status, body) {
    if (OTHER_STATUSES.includes(status)) {
      expect(body).toMatchObject({ error: { code: expect.any(String), request_id: expect.any(String) } })
      return
    }
    const [answer] = Object.values(refused(status as 400))
    expect(schemaFaults(answer?.schema ?? {}, body)).toEqual([])
  },
  showsSecretOn: ['create', 'get', 'patch'],
}
