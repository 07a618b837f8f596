import type { Clock } from '../shared/clock.ts'
import { guarded } from '../shared/transaction.ts'
import { KEPT_MS } from './inbox.ts'
import { deleteRequestsBefore } from './repo-requests.ts'

/** Takes away what inboxes of all teams have kept for a day; an inbox to which more comes does so by itself. Answers how many. */
export async function eraseOldRequests({ clock }: { readonly clock: Clock }): Promise<number> {
  return guarded(() => deleteRequestsBefore(new Date(clock.now().getTime() - KEPT_MS)))
}
