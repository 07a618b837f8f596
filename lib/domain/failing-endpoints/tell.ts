import { managerAddresses } from '../members/manager-addresses.ts'
import { publishOperational } from '../messages/publish-operational.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import type { Notice } from './notices.ts'
import type { StoredStreak } from './repo.ts'

export interface Mail {
  readonly to: readonly string[]
  readonly subject: string
  /** plain text */
  readonly text: string
}

export interface Mailbox {
  /** the address of the dashboard, without a slash at its end, for links */
  readonly origin: string
  /** hands a mail over and returns at once */
  readonly send: (mail: Mail) => void
}

/** What watching endpoints needs of the outside. */
export interface WatchServices extends Pick<Context, 'clock' | 'profile' | 'notify'> {
  /** absent where no mail server is configured */
  readonly mail?: Mailbox | undefined
}

/** Publishes the notice to the endpoints that subscribe to it, and mails it to the team's owners and admins. */
export async function tell(
  { clock, mail }: WatchServices,
  { teamId, teamSlug, teamName, endpointId }: StoredStreak,
  { eventType, payload, subject, paragraphs }: Notice,
): Promise<void> {
  await publishOperational({ teamId, clock }, { eventType, payload })
  if (!mail) return
  const to = await guarded(() => managerAddresses(teamId))
  if (to.length === 0) return
  const page = `${mail.origin}/${teamSlug}/endpoints/${endpointId}`
  const lines = [...paragraphs, page, `You get this as an owner or admin of ${teamName}.`]
  mail.send({ to, subject, text: `${lines.join('\n\n')}\n` })
}
