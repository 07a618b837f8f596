import type { ChangeRow } from '../audit/change.ts'
import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import { knownEventTypes } from '../event-types/catalogue.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, invalid } from '../shared/errors.ts'
import { isUuid, nanoid, randomHex, uuidv7 } from '../shared/ids.ts'
import { parse } from '../shared/parse.ts'
import { guarded, inTransaction, type Tx, violatedUnique } from '../shared/transaction.ts'
import { applyPatch, describe } from './apply-patch.ts'
import type { EndpointPatch, EndpointState, EndpointWithSecrets } from './fields.ts'
import type { DialectProfile, PublicIdRule } from './profile.ts'
import { countInTeam, insertEndpoint, isAppOfTeam, nextSequenceId } from './repo.ts'
import { createSchema } from './schema.ts'
import { generateSecret, type PlainSecret, sealSecret, secretInfo } from './secrets.ts'
import { secretTransition } from './transitions.ts'

export interface CreateEndpoint {
  readonly dialect: string
  /** name, url, events, and any other field that the dialect has; unparsed */
  readonly fields: unknown
  /** the OAuth app that makes it, or that it is made for; one of the team's */
  readonly oauthAppId?: string | undefined
}

export interface CreatedEndpoint {
  readonly endpoint: EndpointWithSecrets
  readonly change: ChangeRow
  /** shown once; null where signing is off */
  readonly secret: PlainSecret | null
}

/**
 * Makes an endpoint with the dialect's defaults for what was not sent, and its first key.
 * Throws `forbidden`, `invalid`, `already_exists` where the dialect allows one only, `unavailable`.
 */
export async function createEndpoint(ctx: Context, input: CreateEndpoint): Promise<CreatedEndpoint> {
  authorize(ctx, 'endpoint:create')
  const profile = ctx.profile(input.dialect)
  if (!profile)
    throw invalid([{ path: ['dialect'], code: 'not_a_choice', message: 'This dialect is not known.' }])
  const fields = parse(createSchema(profile), input.fields) as EndpointPatch
  const now = ctx.clock.now()
  const knows = await knownEventTypes(ctx, profile)
  const { after, issues } = applyPatch(blank(profile), fields, { profile, knows, now })
  if (issues.length > 0) throw invalid(issues)

  const id = uuidv7(now.getTime())
  const made = secretTransition(profile.secret, null, after) === 'create'
  const secret = made ? generateSecret(profile.secret) : null
  const row = secret ? sealSecret(ctx, profile.secret, id, secret) : null
  const secrets = row ? [secretInfo(row)] : []

  const run = () =>
    inTransaction(async (tx) => {
      await refuseOverLimit(tx, ctx, profile)
      await refuseForeignApp(tx, ctx, input.oauthAppId)
      const publicId = await newPublicId(tx, profile.publicId, id)
      const endpoint: EndpointWithSecrets = {
        ...after,
        id,
        teamId: ctx.teamId,
        dialect: profile.dialect,
        publicId,
        oauthAppId: input.oauthAppId ?? null,
        version: 1,
        createdAt: now,
        updatedAt: now,
        secrets,
      }
      await insertEndpoint(tx, endpoint, row)
      const change = await recordChange(ctx, tx, {
        entity: { kind: 'endpoint', id, name: after.name },
        action: 'endpoint.created',
        fields: describe(blank(profile), after),
        version: 1,
      })
      return { endpoint, change }
    })
  const { endpoint, change } = await guarded(run).catch((error: unknown) => {
    if (violatedUnique(error)?.includes('one_composio')) throw overLimit(profile)
    throw error
  })
  announce(ctx, change)
  return { endpoint, change, secret }
}

/** The state before the first field is set. */
function blank(profile: DialectProfile): EndpointState {
  return {
    name: '',
    description: null,
    url: '',
    events: [],
    active: profile.fields.active.default,
    tlsVerification: profile.fields.tlsVerification?.default ?? true,
    payloadVersion: profile.fields.payloadVersion?.default ?? null,
    signing: profile.fields.signing?.default ?? true,
    headers: {},
    metadata: {},
  }
}

async function refuseOverLimit(tx: Tx, ctx: Context, profile: DialectProfile): Promise<void> {
  if (profile.perTeam === null) return
  if ((await countInTeam(tx, ctx.teamId, profile.dialect)) >= profile.perTeam) throw overLimit(profile)
}

async function refuseForeignApp(tx: Tx, ctx: Context, oauthAppId: string | undefined): Promise<void> {
  if (oauthAppId === undefined || (isUuid(oauthAppId) && (await isAppOfTeam(tx, ctx.teamId, oauthAppId))))
    return
  throw invalid([{ path: ['oauthAppId'], code: 'not_a_choice', message: 'This OAuth app is not known.' }])
}

function overLimit(profile: DialectProfile): DomainError {
  return new DomainError(
    'already_exists',
    `A team has one ${profile.label} endpoint at most, and this one has it.`,
  )
}

async function newPublicId(tx: Tx, rule: PublicIdRule, id: string): Promise<string> {
  switch (rule.kind) {
    case 'uuid':
      return id
    case 'nanoid':
      return rule.prefix + nanoid(rule.length)
    case 'hex':
      return rule.prefix + randomHex(rule.bytes)
    case 'sequence':
      return nextSequenceId(tx)
  }
}
