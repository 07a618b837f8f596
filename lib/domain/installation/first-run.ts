import { roles } from '../authz/permissions.ts'
import type { Clock } from '../shared/clock.ts'
import { guarded } from '../shared/transaction.ts'
import { deleteFirstRun, findSetUpAt, insertSetUp } from './repo.ts'

/** The address of the demo's member of a role. */
export const demoEmail = (role: string): string => `${role}@demo.test`

/**
 * Runs `work` in a database that was never set up, and notes that it was. What an interrupted run left behind is
 * removed first: its passwords were never shown, so nobody has used it. Null when everything is set up already.
 */
export async function onFirstRun<T>(
  clock: Clock,
  adminEmail: string,
  work: () => Promise<T>,
): Promise<T | null> {
  if (await guarded(findSetUpAt)) return null
  await guarded(() => deleteFirstRun([adminEmail, ...roles.map(demoEmail)]))
  const result = await work()
  await guarded(() => insertSetUp(clock.now()))
  return result
}
