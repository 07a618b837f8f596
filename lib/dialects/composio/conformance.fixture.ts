import { expect } from 'vitest'
import type { ConformanceDriver, FieldCase } from '#lib/testing/conformance/driver.ts'
import { makeApiKey } from '#lib/testing/credentials.ts'
import type { TestTeam } from '#lib/testing/factories.ts'
import { type ApiVersion, apiVersions } from './api-version.ts'
import { composioRoutes } from './routes.ts'
import { errorWire, rateLimitWire } from './wire-schema.ts'

/** "Read and write" of the vendor's permission area Webhooks, and the right to see whole secrets. */
export const WRITE_SCOPES: readonly string[] = [
  ...['endpoint:read', 'endpoint:create', 'endpoint:update', 'endpoint:delete'],
  ...['secret:rotate', 'secret:reveal'],
  ...['source:read', 'source:create', 'source:update', 'source:configure', 'source:delete'],
]
/** "Read only" */
export const READ_SCOPES: readonly string[] = ['endpoint:read', 'source:read']

/** A key of the project, as the header that clients send. */
export async function projectKey(team: TestTeam, scopes: readonly string[] = WRITE_SCOPES) {
  const { secret } = await makeApiKey(await team.as('owner'), 'project_key', { scopes: [...scopes] })
  return { 'x-api-key': secret }
}

/** Fails when a refusal is not in the envelope of this vendor. */
export function expectRefusal(status: number, body: unknown): void {
  if (status === 429) return void rateLimitWire.parse(body)
  const { error } = errorWire.parse(body)
  expect(error).toMatchObject({ status, code: 10_000 + status })
  expect(error.slug).toMatch(/^[A-Z][A-Za-z]+_[A-Z][A-Za-z]+$/)
}

const fields: readonly FieldCase[] = [
  {
    wire: 'webhook_url',
    field: 'url',
    values: ['https://one.example/in', 'https://two.example/in'],
    nullStatus: 400,
    empty: { value: '', status: 400 },
    wrongType: { value: 7, status: 400 },
  },
  {
    wire: 'enabled_events',
    field: 'events',
    values: [
      ['composio.trigger.message', 'composio.trigger.disabled'],
      ['composio.connected_account.expired'],
    ],
    nullStatus: 400,
    empty: { value: [], status: 400 },
    wrongType: { value: 'composio.trigger.message', status: 400 },
  },
  {
    wire: 'version',
    field: 'payloadVersion',
    values: ['V1', 'V2'],
    nullStatus: 400,
    empty: { value: '', status: 400 },
    wrongType: { value: 3, status: 400 },
  },
]

function driverOf({ root, showsSecrets }: ApiVersion): ConformanceDriver {
  return {
    dialect: 'composio',
    routes: composioRoutes,
    credentials: async (team) => ({
      manager: await projectKey(team),
      reader: await projectKey(team, READ_SCOPES),
    }),
    create: {
      path: `${root}/webhook_subscriptions`,
      body: { webhook_url: 'https://agents.example/in', enabled_events: ['composio.trigger.message'] },
    },
    item: (id) => `${root}/webhook_subscriptions/${id}`,
    missingId: 'ws_cATYssZ5RrSc',
    unwrap: (body) => body as Record<string, unknown>,
    idOf: (resource) => String(resource.id),
    fields,
    readOnly: {
      id: 'ws_cATYssZ5RrSc',
      secret: 'abcd...',
      created_at: '2026-01-15T10:30:00.000Z',
      updated_at: '2026-01-15T10:30:00.000Z',
    },
    strangeKeyStatus: 200,
    emptyPatchStatus: 400,
    emptyBodyStatus: 400,
    notAnObjectStatus: 400,
    expectRefusal,
    showsSecretOn: showsSecrets ? ['create', 'get', 'patch'] : ['create'],
  }
}

/** One for each version: they differ in who sees a whole secret. */
export const composioDrivers: readonly ConformanceDriver[] = apiVersions.map(driverOf)
