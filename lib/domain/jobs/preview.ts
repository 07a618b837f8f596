import type { FieldChange } from '../audit/diff.ts'
import { redact } from '../audit/redact.ts'
import { authorize } from '../authz/authorize.ts'
import { countHeld } from '../deliveries/count-held.ts'
import { applyPatch } from '../endpoints/apply-patch.ts'
import { profileFor } from '../endpoints/edit.ts'
import type { EndpointPatch, EndpointWithSecrets } from '../endpoints/fields.ts'
import { getEndpoints } from '../endpoints/get-many.ts'
import type { DialectProfile } from '../endpoints/profile.ts'
import { patchSchema } from '../endpoints/schema.ts'
import { knownEventTypes } from '../event-types/catalogue.ts'
import type { Context } from '../shared/context.ts'
import { invalid, isDomainError } from '../shared/errors.ts'
import { parse } from '../shared/parse.ts'
import type { BulkChange, JobFailure } from './fields.ts'
import { patchFor } from './patch-for.ts'
import { parseBulkEdit } from './schema.ts'
import { targetIds } from './targets.ts'

/** What a bulk edit would do at this moment. */
export interface BulkPreview {
  /** endpoints that are meant */
  readonly total: number
  readonly changing: number
  /** they have these values already */
  readonly unchanged: number
  /** they would refuse the change */
  readonly failing: number
  /** how many endpoints change in each field, and in each key of a map */
  readonly fields: readonly { readonly field: string; readonly key?: string; readonly count: number }[]
  /** deliveries that wait for endpoints that would be active then; `MOST_HELD` and one at most */
  readonly held: number
  /** endpoints that would be paused and then drop new events, for good */
  readonly dropping: number
  /** the first few that change */
  readonly sample: readonly PreviewedEndpoint[]
  /** the first few that would refuse */
  readonly failures: readonly (JobFailure & { readonly name: string })[]
}

export interface PreviewedEndpoint {
  readonly id: string
  readonly name: string
  readonly dialect: string
  readonly changes: readonly FieldChange[]
}

const PAGE = 200
const SAMPLE = 10

/**
 * Judges each endpoint by its own dialect's rules, as the job will, and stores nothing.
 * Throws `forbidden`, `invalid`.
 */
export async function previewBulk(ctx: Context, input: unknown): Promise<BulkPreview> {
  authorize(ctx, 'endpoint:update')
  const { target, change } = parseBulkEdit(input)
  const ids = await targetIds(ctx, target)
  const judge = await judgeOf(ctx, change)
  const counts = new Map<string, { field: string; key?: string; count: number }>()
  const sample: PreviewedEndpoint[] = []
  const failures: BulkPreview['failures'][number][] = []
  const resumed: string[] = []
  let [total, changing, failing, dropping] = [0, 0, 0, 0]
  for (let at = 0; at < ids.length; at += PAGE) {
    for (const endpoint of await getEndpoints(ctx, ids.slice(at, at + PAGE))) {
      const { id, name, dialect } = endpoint
      total += 1
      const verdict = await judge(endpoint)
      if ('failure' in verdict) {
        failing += 1
        if (failures.length < SAMPLE) failures.push({ ...verdict.failure, id, name })
      } else if (verdict.changes.length > 0) {
        changing += 1
        if (sample.length < SAMPLE) sample.push({ id, name, dialect, changes: verdict.changes.map(redact) })
        for (const step of verdict.changes) count(counts, step)
        const active = verdict.changes.find(({ field }) => field === 'active')?.after
        if (active === true) resumed.push(id)
        if (active === false && profileFor(ctx, dialect).delivery.whilePaused === 'drop') dropping += 1
      }
    }
  }
  const unchanged = total - changing - failing
  const held = await countHeld(ctx, resumed)
  const fields = [...counts.values()]
  return { total, changing, unchanged, failing, fields, held, dropping, sample, failures }
}

type Verdict =
  | { readonly changes: readonly FieldChange[] }
  | { readonly failure: { readonly code: string; readonly message: string } }

/** The same decision as `updateEndpoint` makes, on a state that was read already. */
async function judgeOf(ctx: Context, change: BulkChange) {
  const now = ctx.clock.now()
  const catalogues = new Map<string, Promise<(type: string) => boolean>>()
  const knownIn = (profile: DialectProfile) => {
    const known = catalogues.get(profile.dialect) ?? knownEventTypes(ctx, profile)
    catalogues.set(profile.dialect, known)
    return known
  }
  return async (endpoint: EndpointWithSecrets): Promise<Verdict> => {
    const profile = profileFor(ctx, endpoint.dialect)
    try {
      const patch = parse(patchSchema(profile), patchFor(change, endpoint, profile)) as EndpointPatch
      const knows = patch.events ? await knownIn(profile) : () => true
      const { changes, issues } = applyPatch(endpoint, patch, { profile, knows, now })
      if (issues.length > 0) throw invalid(issues)
      return { changes }
    } catch (error) {
      if (isDomainError(error) && error.code === 'invalid')
        return { failure: { code: error.issues[0]?.code ?? error.code, message: error.message } }
      throw error
    }
  }
}

function count(
  counts: Map<string, { field: string; key?: string; count: number }>,
  { field, key }: FieldChange,
): void {
  const name = `${field}\n${key ?? ''}`
  const found = counts.get(name)
  if (found) found.count += 1
  else counts.set(name, { field, ...(key === undefined ? {} : { key }), count: 1 })
}
