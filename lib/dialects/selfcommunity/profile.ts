import {
  activeRule,
  descriptionRule,
  eventsRule,
  nameRule,
  URL_MAX_LENGTH,
} from '#lib/dialects/kit/field-rules.ts'
import { seconds } from '#lib/dialects/kit/schedule.ts'
import { maskAll } from '#lib/dialects/kit/secret-mask.ts'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import { catalogue } from './catalogue.ts'

/** SelfCommunity's webhook endpoints, API v2. */
export const selfcommunityProfile = {
  dialect: 'selfcommunity',
  label: 'SelfCommunity',
  summary: 'What happens in a community: contributions, comments, votes, users, notifications.',
  fields: {
    name: nameRule(null),
    description: descriptionRule('description', 500),
    url: {
      kind: 'url',
      wire: 'target',
      hint: 'Gets a POST request for each event. https:// is safer; http:// works, too.',
      protocols: ['https:', 'http:'],
      maxLength: URL_MAX_LENGTH,
    },
    events: eventsRule('events', false),
    active: activeRule('is_active', 'hold'),
    tlsVerification: {
      kind: 'flag',
      wire: 'ssl_cert_verification',
      hint: 'Delivers only where the certificate of an https receiver is valid.',
      default: true,
    },
    payloadVersion: null,
    signing: null,
    headers: null,
    metadata: null,
  },
  catalogue,
  groups: [],
  invariants: [],
  secret: { format: 'hex', mask: maskAll, presence: 'always', rotation: { kind: 'immediate' } },
  publicId: { kind: 'sequence' },
  perTeam: null,
  delivery: {
    delaysMs: [0, seconds(5), seconds(25), seconds(125), seconds(625), seconds(3125)],
    jitter: 0,
    timeoutMs: seconds(10),
    honoursRetryAfter: false,
    pausesOnGone: false,
    whilePaused: 'hold',
    // C10: v1 carries the same digest; v0 is the scheme that the vendor calls live
    signature: {
      header: 'SelfCommunity-Signature',
      timestampHeader: null,
      idHeader: null,
      signed: 'timestamp.body',
      encoding: 'hex',
      prefix: 'v0=',
      aliases: ['v1='],
      key: 'raw',
    },
  },
  door: { view: 'admin', manage: 'admin' },
} as const satisfies DialectProfile
