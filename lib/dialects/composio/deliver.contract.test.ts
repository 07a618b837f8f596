import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { DeliveryInput } from '#lib/dialects/kit/adapter.ts'
import { requestText } from '#lib/dialects/kit/request-text.fixture.ts'
import { sample } from '#lib/dialects/kit/sample.ts'
import { encodeDelivery } from './deliver.ts'

const fixture = (name: string) =>
  readFileSync(new URL(`./__fixtures__/${name}.http`, import.meta.url), 'utf8')

const metadata = {
  log_id: 'log_abc123',
  trigger_slug: 'GITHUB_COMMIT_EVENT',
  trigger_id: 'ti_xyz789',
  trigger_uuid: '9b2f6c1e-0d34-4f8a-b1c7-52e6a90d8f13',
  connected_account_id: 'ca_def456',
  connected_account_uuid: '3e8d5a70-6b41-4c92-8f0e-1a7d94c2b6e5',
  auth_config_id: 'ac_xyz789',
  user_id: 'user-123',
}

const message: DeliveryInput = {
  ...sample('composio.trigger.message', { commit_sha: 'a1b2c3d', author: 'jane' }, { metadata }),
  payloadVersion: 'V3',
  occurredAt: new Date('2026-01-15T10:30:00Z'),
  sentAt: new Date('2026-01-15T10:30:01Z'),
}

const mail: DeliveryInput = {
  ...message,
  payloadVersion: 'V2',
  occurredAt: new Date('2025-12-23T13:06:07.695Z'),
  sentAt: new Date('2025-12-23T13:06:08.120Z'),
  data: { subject: 'Hello' },
  metadata: { ...metadata, trigger_slug: 'GMAIL_NEW_GMAIL_MESSAGE' },
}

const project = { project_id: 'pr_1', org_id: 'ok_1' }

const cases: readonly (readonly [string, DeliveryInput])[] = [
  ['trigger-message-v3', message],
  ['trigger-message-v2', mail],
  ['trigger-message-v1', { ...message, payloadVersion: 'V1' }],
  [
    'connected-account-expired',
    {
      ...message,
      eventType: 'composio.connected_account.expired',
      data: { id: 'ca_def456', status: 'EXPIRED' },
      metadata: project,
    },
  ],
  [
    'trigger-disabled',
    {
      ...message,
      eventType: 'composio.trigger.disabled',
      data: {
        id: 'ti_xyz789',
        connected_account_id: 'ca_def456',
        trigger_name: 'GITHUB_COMMIT_EVENT',
        user_id: null,
        trigger_config: {},
        disabled_at: '2026-01-15T10:30:00Z',
        disabled_reason: 'connection_expired',
      },
      metadata: project,
    },
  ],
]

test.each(cases)('%s is sent byte for byte', (name, input) => {
  expect(requestText(encodeDelivery(input))).toBe(fixture(name))
})

describe('what the samples do not show', () => {
  test('a V3 id follows the published pattern, and is the header', () => {
    const { body, headers } = encodeDelivery(message)
    expect(JSON.parse(body).id).toMatch(/^msg_[0-9a-f-]{36}$/)
    expect(headers['webhook-id']).toBe(JSON.parse(body).id)
  })

  test('data cannot take the place of metadata in V2', () => {
    const { body } = encodeDelivery({ ...mail, data: { user_id: 'somebody', subject: 'Hello' } })
    expect(JSON.parse(body).data).toMatchObject({ user_id: 'user-123', subject: 'Hello' })
  })

  test('a user that is not set is null', () => {
    const { body } = encodeDelivery({ ...message, metadata: { ...metadata, user_id: null } })
    expect(JSON.parse(body).metadata.user_id).toBeNull()
  })

  test.each(['V1', 'V2'])('B5: %s cannot carry an event that came with V3', (payloadVersion) => {
    const input = { ...message, eventType: 'composio.trigger.disabled', payloadVersion }
    expect(() => encodeDelivery(input)).toThrowError(expect.objectContaining({ code: 'wrong_state' }))
  })
})
