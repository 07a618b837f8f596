import type { DeliveryInput } from '#lib/dialects/kit/adapter.ts'
import type { JsonObject } from '#lib/dialects/kit/json.ts'
import { sample } from '#lib/dialects/kit/sample.ts'

const account = 'ca_cATYssZ5RrSc'
const project = { project_id: 'pr_7Qm2xK9dLw4B' }

/** Data and metadata of one event of each kind. */
const samples: Readonly<Record<string, { readonly data: JsonObject; readonly metadata: JsonObject }>> = {
  'composio.trigger.message': {
    data: {
      commit_sha: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334',
      message: 'Show the date of the last sync',
      author: 'jane',
      branch: 'main',
      repository: 'acme/dashboard',
    },
    metadata: {
      log_id: 'log_5Tz1mWq8RyXc',
      trigger_slug: 'GITHUB_COMMIT_EVENT',
      trigger_id: 'ti_JZFoTyYKbzhB',
      trigger_uuid: '9b2f6c1e-0d34-4f8a-b1c7-52e6a90d8f13',
      connected_account_id: account,
      connected_account_uuid: '3e8d5a70-6b41-4c92-8f0e-1a7d94c2b6e5',
      auth_config_id: 'ac_h2Vn8KdPq0sL',
      user_id: 'user-123',
    },
  },
  'composio.connected_account.expired': {
    data: {
      id: account,
      toolkit: { slug: 'gmail' },
      auth_config: { id: 'ac_h2Vn8KdPq0sL', auth_scheme: 'OAUTH2' },
      user_id: 'user-123',
      status: 'EXPIRED',
      status_reason: 'OAuth refresh token expired',
      is_disabled: false,
      created_at: '2026-02-11T08:15:42.310Z',
      updated_at: '2026-05-26T14:00:00.000Z',
    },
    metadata: { ...project, org_id: 'ok_e5Yb0RtNc3Uj' },
  },
  'composio.trigger.disabled': {
    data: {
      id: 'ti_JZFoTyYKbzhB',
      connected_account_id: account,
      trigger_name: 'GITHUB_COMMIT_EVENT',
      user_id: 'user-123',
      trigger_config: { owner: 'acme', repo: 'dashboard' },
      disabled_at: '2026-05-26T14:00:00.000Z',
      disabled_reason: 'connection_expired',
    },
    metadata: project,
  },
}

export function sampleMessage(eventType: string): DeliveryInput {
  const known = Object.hasOwn(samples, eventType) ? samples[eventType] : undefined
  const { data, metadata } = known ?? { data: { id: account }, metadata: project }
  return sample(eventType, data, { payloadVersion: 'V3', metadata })
}
