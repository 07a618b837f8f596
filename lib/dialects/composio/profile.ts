import { activeRule, eventsRule, httpsUrlRule, nameRule } from '#lib/dialects/kit/field-rules.ts'
import { standardSchedule } from '#lib/dialects/kit/schedule.ts'
import type { EndpointState } from '#lib/domain/endpoints/fields.ts'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import type { Issue } from '#lib/domain/shared/errors.ts'
import { catalogue, supportedVersions } from './catalogue.ts'

/** Composio's webhook subscriptions, the outbound half of its API. */
export const composioProfile = {
  dialect: 'composio',
  label: 'Composio',
  summary:
    'Trigger messages of connected apps, in one of three payload versions. One endpoint for each team.',
  fields: {
    name: nameRule(null),
    description: null,
    url: httpsUrlRule('webhook_url'),
    events: eventsRule('enabled_events', false),
    active: activeRule(null, 'hold'),
    tlsVerification: null,
    payloadVersion: {
      kind: 'choice',
      wire: 'version',
      hint: 'The form of the body. Change it together with the receiver.',
      choices: [
        {
          value: 'V3',
          label: 'V3',
          description: 'Metadata apart from data, as Standard Webhooks. Carries every event.',
        },
        { value: 'V2', label: 'V2', description: 'Metadata mixed into data. Trigger messages only.' },
        { value: 'V1', label: 'V1', description: 'Flat, with data under payload. Trigger messages only.' },
      ],
      default: 'V3',
    },
    signing: null,
    headers: null,
    metadata: null,
  },
  catalogue,
  groups: [['payloadVersion', 'events']],
  invariants: [versionCarriesEvents],
  secret: {
    format: 'hex',
    mask: maskSecret,
    presence: 'always',
    rotation: { kind: 'immediate' },
  },
  publicId: { kind: 'nanoid', prefix: 'ws_', length: 12 },
  perTeam: 1,
  delivery: {
    ...standardSchedule,
    pausesOnGone: false,
    whilePaused: 'hold',
    signature: {
      header: 'webhook-signature',
      timestampHeader: 'webhook-timestamp',
      idHeader: 'webhook-id',
      signed: 'id.timestamp.body',
      encoding: 'base64',
      prefix: 'v1,',
      key: 'raw',
    },
  },
  door: null,
} as const satisfies DialectProfile

/** B5: V1 and V2 cannot carry the events that came with V3, whichever of the two was changed. */
function versionCarriesEvents(state: EndpointState): Issue | null {
  const version = state.payloadVersion ?? 'V3'
  const refused = state.events.filter((event) => !supportedVersions(event.type).includes(version))
  if (refused.length === 0) return null
  const names = refused.map((event) => event.type).join(' and ')
  return {
    path: ['events'],
    code: 'forbidden_combination',
    message: `${names} can only be sent as payload version V3, and not as ${version}.`,
  }
}

/** The house form: first four characters and `...`; of a short value they would show too much. */
export function maskSecret(secret: string): string {
  const characters = [...secret]
  return characters.length < 9 ? '...' : `${characters.slice(0, 4).join('')}...`
}
