import {
  activeRule,
  descriptionRule,
  eventsRule,
  httpsUrlRule,
  nameRule,
} from '#lib/dialects/kit/field-rules.ts'
import { minutes, seconds } from '#lib/dialects/kit/schedule.ts'
import { maskAfterPrefix } from '#lib/dialects/kit/secret-mask.ts'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import { catalogue } from './catalogue.ts'

/** Storno's webhooks, API v1, as its reference pages have them. */
export const stornoProfile = {
  dialect: 'storno',
  label: 'Storno',
  summary: 'Invoices, payments and e-Factura synchronisation of a company.',
  fields: {
    name: nameRule(null),
    description: descriptionRule('description', 255),
    url: httpsUrlRule('url'),
    events: eventsRule('events', true),
    active: activeRule('isActive', 'drop'),
    tlsVerification: null,
    payloadVersion: null,
    signing: null,
    headers: null,
    metadata: null,
  },
  catalogue,
  groups: [],
  invariants: [],
  secret: {
    format: 'whsec_hex',
    mask: maskAfterPrefix,
    presence: 'always',
    rotation: { kind: 'immediate' },
  },
  publicId: { kind: 'uuid' },
  perTeam: null,
  delivery: {
    delaysMs: [0, minutes(1), minutes(5)],
    jitter: 0,
    timeoutMs: seconds(10),
    honoursRetryAfter: false,
    pausesOnGone: false,
    whilePaused: 'drop',
    signature: {
      header: 'X-Storno-Signature',
      timestampHeader: null,
      idHeader: null,
      signed: 'body',
      encoding: 'hex',
      prefix: 'sha256=',
      key: 'raw',
    },
  },
  door: { view: 'support', manage: 'admin' },
} as const satisfies DialectProfile
