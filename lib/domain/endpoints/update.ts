import type { ChangeRow } from '../audit/change.ts'
import { refuseOtherVersion } from '../audit/conflicts.ts'
import type { FieldChange } from '../audit/diff.ts'
import { changesSince } from '../audit/list.ts'
import { authorize } from '../authz/authorize.ts'
import { knownEventTypes } from '../event-types/catalogue.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, invalid } from '../shared/errors.ts'
import { parse } from '../shared/parse.ts'
import { applyPatch } from './apply-patch.ts'
import { findConflicts, versioned } from './conflicts.ts'
import { type Decision, editEndpoint, previewEdit } from './edit.ts'
import { type Endpoint, type EndpointPatch, type EndpointWithSecrets, fieldLabels } from './fields.ts'
import type { DialectProfile } from './profile.ts'
import type { EndpointRef } from './ref.ts'
import type { SecretWrite } from './repo-save.ts'
import { patchSchema } from './schema.ts'
import { generateSecret, type PlainSecret, sealSecret } from './secrets.ts'
import { secretTransition } from './transitions.ts'

export interface UpdateEndpoint {
  readonly id: EndpointRef
  /**
   * unparsed: judged against the dialect's rules here, for every door. A function is called with the endpoint once it
   * was found, so that a door can say `not_found` before it looks at the body
   */
  readonly patch: unknown | ((current: EndpointWithSecrets) => unknown)
  /** the version that the caller saw. Only a later change of the same field or group is a conflict */
  readonly seenVersion?: number | undefined
  /** the endpoint has to stand at one of these; any other change since, of whatever field, is a conflict */
  readonly ifVersions?: readonly number[] | undefined
  /** decides all the same and stores nothing: the answer says what would be */
  readonly dryRun?: boolean | undefined
  /** the change that this one takes back */
  readonly revertsId?: string | undefined
}

export interface UpdatedEndpoint {
  readonly endpoint: EndpointWithSecrets
  /** null when the patch changed nothing */
  readonly change: ChangeRow | null
  /** the new key, when the patch turned signing on; shown once */
  readonly secret: PlainSecret | null
}

/**
 * Changes exactly the fields that were sent, or nothing. The same for every caller; concurrent updates of different
 * fields, and of different keys of a map, both survive.
 * Throws `forbidden`, `not_found`, `invalid` (issues by field), `conflict` (fields, authors, values that stand now),
 * `unavailable`.
 */
export async function updateEndpoint(ctx: Context, input: UpdateEndpoint): Promise<UpdatedEndpoint> {
  authorize(ctx, 'endpoint:update')
  const decide = async (
    current: EndpointWithSecrets,
    profile: DialectProfile,
  ): Promise<Decision<PlainSecret | null> | null> => {
    if (input.ifVersions)
      await refuseOtherVersion(ctx, versioned(current), { versions: input.ifVersions, what: 'endpoint' })
    const patch = parse(patchSchema(profile), patchFor(current, input.patch)) as EndpointPatch
    if (input.seenVersion !== undefined)
      await refuseConflicts(ctx, current, profile, patch, input.seenVersion)
    const knows = patch.events ? await knownEventTypes(ctx, profile) : () => true
    const { after, changes, issues } = applyPatch(current, patch, { profile, knows, now: ctx.clock.now() })
    if (issues.length > 0) throw invalid(issues)
    if (changes.length === 0) return null

    const { write, step, secret } = transition(ctx, profile, current, after)
    return {
      after,
      secrets: write,
      change: {
        action: 'endpoint.updated',
        fields: step ? [...changes, step] : changes,
        ...(input.revertsId ? { revertsId: input.revertsId } : {}),
      },
      result: secret ?? null,
    }
  }
  const edited = input.dryRun
    ? await previewEdit(ctx, input.id, decide)
    : await editEndpoint(ctx, input.id, decide)
  return { endpoint: edited.endpoint, change: edited.change, secret: edited.result }
}

function patchFor(current: EndpointWithSecrets, patch: UpdateEndpoint['patch']): unknown {
  return typeof patch === 'function' ? patch(current) : patch
}

async function refuseConflicts(
  ctx: Context,
  current: Endpoint,
  profile: DialectProfile,
  patch: EndpointPatch,
  seenVersion: number,
): Promise<void> {
  if (seenVersion === current.version) return
  if (seenVersion > current.version)
    throw invalid([{ path: ['version'], code: 'bad_format', message: 'This version does not exist yet.' }])
  const later = await changesSince(ctx, { kind: 'endpoint', id: current.id }, seenVersion)
  const conflicts = findConflicts(patch, current, later, profile)
  const [first] = conflicts
  if (!first) return
  const label = fieldLabels[first.field as keyof typeof fieldLabels] ?? 'Signing secret'
  throw new DomainError('conflict', `${first.author} changed ${label} meanwhile.`, { conflicts })
}

/** Signing on makes a key, signing off destroys it, in the same write. */
function transition(
  ctx: Context,
  profile: DialectProfile,
  before: EndpointWithSecrets,
  after: Pick<Endpoint, 'signing'>,
) {
  const step = (was: string | null, is: string | null): FieldChange => ({
    field: 'secret',
    before: was,
    after: is,
  })
  switch (secretTransition(profile.secret, before, after)) {
    case 'keep':
      return {}
    case 'create': {
      const secret = generateSecret(profile.secret)
      const insert = sealSecret(ctx, profile.secret, before.id, secret)
      const write: SecretWrite = { existing: { kind: 'destroy' }, insert }
      return { write, secret, step: step(null, insert.mask) }
    }
    case 'destroy': {
      const write: SecretWrite = { existing: { kind: 'destroy' } }
      return { write, step: step(before.secrets[0]?.mask ?? null, null) }
    }
  }
}
