import { hashToken } from '#lib/crypto/token.ts'
import type { ChangeRow } from '../audit/change.ts'
import { announce, recordChange } from '../audit/record.ts'
import { joinTeam } from '../members/join-team.ts'
import { DomainError, notFound } from '../shared/errors.ts'
import { parse } from '../shared/parse.ts'
import { guarded, inTransaction, type Tx } from '../shared/transaction.ts'
import { lockTeam } from '../teams/lock.ts'
import { type AccountContext, inTeam, requireUser } from '../users/account-context.ts'
import { insertPreparedUser, prepareUser } from '../users/create-user.ts'
import { findAccount } from '../users/find-account.ts'
import type { SessionUser } from '../users/load-session.ts'
import { type InvitationState, invitationState } from './invitation.ts'
import { findInvitationByHash, findInvitationById, type InvitationRow, markAccepted } from './repo.ts'
import { acceptAsNewSchema } from './schema.ts'

export interface Accepted {
  readonly teamSlug: string
  readonly teamName: string
}

/**
 * Joins the actor to the team, once. Throws `unauthenticated`, `not_found`, `wrong_state` for an invitation that was
 * used, revoked or ran out, `forbidden` when it is for another address, `already_exists` for a member.
 */
export async function acceptInvitation(
  ctx: AccountContext,
  { token }: { readonly token: string },
): Promise<Accepted> {
  const userId = requireUser(ctx)
  const invitation = await findOpen(ctx, token)
  const changes = await inTransaction(async (tx) => {
    const user = await findAccount(tx, userId)
    if (user.email !== invitation.email)
      throw new DomainError(
        'forbidden',
        `This invitation is for ${invitation.email}. Sign in with that account.`,
      )
    return join(ctx, tx, invitation, user)
  })
  return announceAccepted(ctx, invitation, changes)
}

export interface AcceptAsNewUser {
  readonly token: string
  readonly name: string
  /** at least 12 characters, and not the email */
  readonly password: string
}

/**
 * Makes the account that the invitation is for, and joins it to the team: both or neither. Throws as
 * `acceptInvitation` does, `invalid`, or `already_exists` when the address has an account.
 */
export async function acceptAsNewUser(
  ctx: Omit<AccountContext, 'actor'>,
  { token, ...input }: AcceptAsNewUser,
): Promise<Accepted & { readonly user: SessionUser }> {
  const { name, password } = parse(acceptAsNewSchema, input)
  const invitation = await findOpen(ctx, token)
  const prepared = await prepareUser({ email: invitation.email, name, password })
  const { user, as, changes } = await inTransaction(async (tx) => {
    const made = await insertPreparedUser(ctx, tx, prepared)
    const actor = {
      kind: 'user',
      id: made.id,
      label: made.name,
      role: null,
      permissions: new Set<never>(),
    } as const
    const asNew: AccountContext = { ...ctx, actor }
    return { user: made, as: asNew, changes: await join(asNew, tx, invitation, made) }
  })
  return { ...announceAccepted(as, invitation, changes), user }
}

async function findOpen(ctx: Pick<AccountContext, 'clock'>, token: string): Promise<InvitationRow> {
  const invitation = await guarded(() => findInvitationByHash(hashToken(token)))
  if (!invitation) throw notFound('Invitation')
  const state = invitationState(invitation, ctx.clock.now())
  if (state !== 'open') throw closed(state)
  return invitation
}

const CLOSED: Readonly<Record<Exclude<InvitationState, 'open'>, string>> = {
  accepted: 'This invitation was used already.',
  revoked: 'This invitation was withdrawn. Ask for a new one.',
  expired: 'This invitation has expired. Ask for a new one.',
}

function closed(state: Exclude<InvitationState, 'open'>): DomainError {
  return new DomainError('wrong_state', CLOSED[state])
}

/** What became of an invitation that was open a moment ago. */
async function stateNow(ctx: Pick<AccountContext, 'clock'>, tx: Tx, invitation: InvitationRow) {
  const row = await findInvitationById(tx, invitation.id)
  const state = row ? invitationState(row, ctx.clock.now()) : 'revoked'
  return state === 'open' ? 'expired' : state
}

async function join(
  ctx: AccountContext,
  tx: Tx,
  invitation: InvitationRow,
  user: SessionUser,
): Promise<ChangeRow[]> {
  const teamCtx = inTeam(ctx, invitation.team.id)
  await lockTeam(teamCtx, tx)
  if (!(await markAccepted(tx, invitation.id, ctx.clock.now())))
    throw closed(await stateNow(ctx, tx, invitation))
  const accepted = await recordChange(teamCtx, tx, {
    entity: { kind: 'invitation', id: invitation.id, name: invitation.email },
    action: 'invitation.accepted',
    fields: [],
    version: null,
  })
  return [accepted, await joinTeam(teamCtx, tx, { userId: user.id, role: invitation.role })]
}

function announceAccepted(
  ctx: AccountContext,
  { team }: InvitationRow,
  changes: readonly ChangeRow[],
): Accepted {
  for (const change of changes) announce(inTeam(ctx, team.id), change)
  return { teamSlug: team.slug, teamName: team.name }
}
