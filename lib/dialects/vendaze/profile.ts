import { activeRule, eventsRule, httpsUrlRule, nameRule } from '#lib/dialects/kit/field-rules.ts'
import { minutes, seconds } from '#lib/dialects/kit/schedule.ts'
import { maskAfterPrefix } from '#lib/dialects/kit/secret-mask.ts'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import { catalogue } from './catalogue.ts'

/** Vendaze's webhooks, API v1. */
export const vendazeProfile = {
  dialect: 'vendaze',
  label: 'Vendaze',
  summary: 'People, companies, deals and tasks of a CRM workspace; signing can be turned off.',
  fields: {
    name: nameRule('name'),
    description: null,
    url: httpsUrlRule('url'),
    events: eventsRule('events', false),
    active: activeRule(null, 'hold'),
    tlsVerification: null,
    payloadVersion: null,
    signing: {
      kind: 'flag',
      wire: 'auth_enable',
      hint: 'Signs each delivery. Turning it on makes a new secret; turning it off destroys the secret for good.',
      default: false,
    },
    headers: null,
    metadata: null,
  },
  catalogue,
  groups: [],
  invariants: [],
  secret: {
    format: 'whsec_hex',
    mask: maskAfterPrefix,
    presence: 'while-signing',
    rotation: { kind: 'toggle' },
  },
  publicId: { kind: 'hex', prefix: 'wh_', bytes: 16 },
  perTeam: null,
  delivery: {
    delaysMs: [0, minutes(15), minutes(15), minutes(15)],
    jitter: 0,
    timeoutMs: seconds(10),
    honoursRetryAfter: false,
    pausesOnGone: false,
    whilePaused: 'hold',
    signature: {
      header: 'Webhook-Signature',
      timestampHeader: null,
      idHeader: null,
      signed: 'body',
      encoding: 'hex',
      prefix: 'sha256=',
      key: 'raw',
    },
  },
  door: null,
  ofApps: true,
} as const satisfies DialectProfile
