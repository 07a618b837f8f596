import {
  activeRule,
  descriptionRule,
  eventsRule,
  httpsUrlRule,
  nameRule,
} from '#lib/dialects/kit/field-rules.ts'
import { days, hours, standardSchedule } from '#lib/dialects/kit/schedule.ts'
import { maskAfterPrefix } from '#lib/dialects/kit/secret-mask.ts'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'

/** Patchbay's own format: Standard Webhooks on the wire, and every field that Patchbay has. */
export const standardProfile = {
  dialect: 'standard',
  label: 'Standard Webhooks',
  summary: 'The open format, with your own event types and every setting that Patchbay has.',
  fields: {
    name: nameRule('name'),
    description: descriptionRule('description', 500),
    url: httpsUrlRule('url'),
    events: eventsRule('events', true),
    active: activeRule('active', 'hold'),
    tlsVerification: {
      kind: 'flag',
      wire: 'tls_verification',
      hint: 'Delivers only where the certificate of the receiver is valid.',
      default: true,
    },
    payloadVersion: null,
    signing: null,
    headers: {
      kind: 'map',
      wire: 'headers',
      hint: 'Sent with every delivery, beside those that Patchbay sets itself.',
      keys: 'header',
      maxKeys: 20,
      keyMaxLength: 100,
      valueMaxLength: 1000,
    },
    metadata: {
      kind: 'map',
      wire: 'metadata',
      hint: 'Your own keys and values. The receiver never sees them.',
      keys: 'metadata',
      maxKeys: 50,
      keyMaxLength: 40,
      valueMaxLength: 500,
    },
  },
  catalogue: { kind: 'team' },
  groups: [],
  invariants: [],
  secret: {
    format: 'whsec_base64',
    mask: maskAfterPrefix,
    presence: 'always',
    rotation: { kind: 'overlap', maxMs: days(7), defaultMs: hours(24), maxKeys: 8 },
  },
  publicId: { kind: 'nanoid', prefix: 'ep_', length: 22 },
  perTeam: null,
  delivery: {
    ...standardSchedule,
    pausesOnGone: true,
    pausesFailing: true,
    whilePaused: 'hold',
    signature: {
      header: 'webhook-signature',
      timestampHeader: 'webhook-timestamp',
      idHeader: 'webhook-id',
      signed: 'id.timestamp.body',
      encoding: 'base64',
      prefix: 'v1,',
      key: 'whsec_base64',
    },
  },
  door: null,
} as const satisfies DialectProfile
