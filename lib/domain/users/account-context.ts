import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'

/** A context outside any team: somebody at their own account, or the system at set-up. */
export type AccountContext = Omit<Context, 'teamId'>

/** The same actor within a team: for the rows of its audit log. */
export function inTeam(ctx: AccountContext, teamId: string): Context {
  return { ...ctx, teamId }
}

/** The id of the user who acts. Throws `unauthenticated` for everybody else. */
export function requireUser(ctx: AccountContext): string {
  if (ctx.actor.kind === 'user' && ctx.actor.id !== null) return ctx.actor.id
  throw new DomainError('unauthenticated', 'Sign in first.')
}

/** Throws `forbidden` for everybody but the system: set-up and the command line. */
export function requireSystem(ctx: AccountContext): void {
  if (ctx.actor.kind === 'system') return
  throw new DomainError('forbidden', 'Only the command line may do this.')
}
