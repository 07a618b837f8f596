import type { ChangeAction, ChangeRow } from '../audit/change.ts'
import type { FieldChange } from '../audit/diff.ts'
import { announce, recordChange } from '../audit/record.ts'
import type { Tx } from '../shared/transaction.ts'
import { type AccountContext, inTeam } from './account-context.ts'
import type { SessionUser } from './load-session.ts'
import { findTeamIdsOf } from './repo.ts'

/** An account belongs to no team, so a change of it is written to the audit log of each team that the user is in. */
export async function recordAccountChange(
  ctx: AccountContext,
  tx: Tx,
  user: SessionUser,
  action: ChangeAction,
  fields: readonly FieldChange[] = [],
): Promise<ChangeRow[]> {
  const rows: ChangeRow[] = []
  for (const teamId of await findTeamIdsOf(tx, user.id)) {
    const entity = { kind: 'user', id: user.id, name: user.name } as const
    rows.push(await recordChange(inTeam(ctx, teamId), tx, { entity, action, fields, version: null }))
  }
  return rows
}

/** Tells each of the teams, after commit. */
export function announceAccountChange(ctx: AccountContext, rows: readonly ChangeRow[]): void {
  for (const row of rows) announce(inTeam(ctx, row.teamId), row)
}
