import type { Tx } from '../shared/transaction.ts'
import { deleteTeamless } from './repo.ts'

/** Deletes those of the accounts that are in no team any more, and returns how many. For verbs that remove teams. */
export function deleteTeamlessUsers(tx: Tx, userIds: readonly string[]): Promise<number> {
  return deleteTeamless(tx, userIds)
}
