import type { ChangeRow } from '../audit/change.ts'
import { announce, recordChange } from '../audit/record.ts'
import { joinTeam } from '../members/join-team.ts'
import { DomainError } from '../shared/errors.ts'
import { uuidv7 } from '../shared/ids.ts'
import { parse } from '../shared/parse.ts'
import { inTransaction, type Tx } from '../shared/transaction.ts'
import { type AccountContext, inTeam, requireSystem, requireUser } from '../users/account-context.ts'
import { insertTeam } from './repo.ts'
import { createTeamSchema } from './schema.ts'
import { isSlug, slugCandidates } from './slugs.ts'
import type { Team } from './team.ts'

const SLUG_TRIES = 50

/** Makes a team whose owner is the actor; its slug comes from the name. Throws `unauthenticated` or `invalid`. */
export async function createTeam(ctx: AccountContext, input: { readonly name: string }): Promise<Team> {
  const ownerId = requireUser(ctx)
  const { name } = parse(createTeamSchema, input)
  return found(ctx, { name, slugs: slugCandidates(name), isDemo: false, ownerId })
}

export interface CreateTeamFor {
  readonly name: string
  readonly slug: string
  readonly isDemo: boolean
  readonly ownerId: string
}

/** Makes a team for somebody, at set-up. Throws `forbidden`, `invalid`, or `already_exists` for a taken slug. */
export async function createTeamFor(ctx: AccountContext, input: CreateTeamFor): Promise<Team> {
  requireSystem(ctx)
  const { name } = parse(createTeamSchema, { name: input.name })
  if (!isSlug(input.slug)) throw new DomainError('invalid', 'This cannot be the slug of a team.')
  return found(ctx, { ...input, name, slugs: [input.slug] })
}

interface Found {
  readonly name: string
  readonly slugs: Iterable<string>
  readonly isDemo: boolean
  readonly ownerId: string
}

async function found(ctx: AccountContext, { name, slugs, isDemo, ownerId }: Found): Promise<Team> {
  const { team, changes } = await inTransaction(async (tx) => {
    const made = await insertUnderFreeSlug(ctx, tx, { name, slugs, isDemo })
    const teamCtx = inTeam(ctx, made.id)
    const created = await recordChange(teamCtx, tx, {
      entity: { kind: 'team', id: made.id, name },
      action: 'team.created',
      fields: [{ field: 'name', before: null, after: name }],
      version: made.version,
    })
    const joined = await joinTeam(teamCtx, tx, { userId: ownerId, role: 'owner' })
    return { team: made, changes: [created, joined] as ChangeRow[] }
  })
  for (const change of changes) announce(inTeam(ctx, team.id), change)
  return team
}

async function insertUnderFreeSlug(
  ctx: AccountContext,
  tx: Tx,
  { name, slugs, isDemo }: Omit<Found, 'ownerId'>,
): Promise<Team> {
  const now = ctx.clock.now()
  const id = uuidv7(now.getTime())
  let tries = 0
  for (const slug of slugs) {
    const team: Team = { id, slug, name, isDemo, version: 1 }
    if (await insertTeam(tx, team, now)) return team
    if (++tries === SLUG_TRIES) break
  }
  throw new DomainError('already_exists', 'Teams of this name are there already. Choose another name.')
}
