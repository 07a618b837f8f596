import type { JsonObject } from '../messages/message.ts'
import type { StoredStreak } from './repo.ts'
import { pausesAt } from './streak.ts'

/** What happened to an endpoint, as it is told to people and to programs. */
export interface Notice {
  readonly eventType: 'patchbay.endpoint.failing' | 'patchbay.endpoint.disabled'
  readonly payload: JsonObject
  readonly subject: string
  readonly paragraphs: readonly string[]
}

export function failingNotice(streak: StoredStreak, warnedAt: Date): Notice {
  const at = pausesAt(streak, warnedAt, streak.pauseAfterDays ?? 0)
  return {
    eventType: 'patchbay.endpoint.failing',
    payload: { ...facts(streak), disabledFrom: at.toISOString() },
    subject: `${streak.endpointName} is failing`,
    paragraphs: [
      `Every delivery to the endpoint ${streak.endpointName} has failed since ${time(streak.firstFailedAt)}.`,
      lastFailure(streak),
      `If that goes on, Patchbay will pause it from ${time(at)} on. One delivery that arrives is enough to keep it active.`,
    ],
  }
}

export function disabledNotice(streak: StoredStreak, gone: boolean): Notice {
  const why = gone
    ? `its receiver answered 410 Gone: nobody listens there any more`
    : `every delivery to it has failed since ${time(streak.firstFailedAt)}`
  return {
    eventType: 'patchbay.endpoint.disabled',
    payload: { ...facts(streak), reason: gone ? 'gone' : 'failing' },
    subject: `${streak.endpointName} was paused`,
    paragraphs: [
      `Patchbay has paused the endpoint ${streak.endpointName}, because ${why}.`,
      ...(gone ? [] : [lastFailure(streak)]),
      'Its deliveries wait. They go out when somebody resumes it.',
    ],
  }
}

/** No address, header or body: whoever receives this may not be allowed to see them. */
function facts({ publicId, endpointName, firstFailedAt, lastFailedAt, failures, lastCode }: StoredStreak) {
  return {
    endpointId: publicId,
    name: endpointName,
    failingSince: firstFailedAt.toISOString(),
    lastFailedAt: lastFailedAt.toISOString(),
    failures,
    lastResponseCode: lastCode,
  }
}

function lastFailure({ lastCode, lastError, failures }: StoredStreak): string {
  const what = lastCode === null ? (lastError ?? 'no answer came') : `the receiver answered ${lastCode}`
  return `${failures} attempts in all; of the last one: ${what.replace(/\.$/, '')}.`
}

const time = (moment: Date) => `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`
