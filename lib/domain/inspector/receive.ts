import { isSensitiveName, REDACTED } from '../audit/redact.ts'
import { takePoint } from '../rate-limits/take-point.ts'
import type { Context } from '../shared/context.ts'
import { uuidv7 } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import { type InboxAnswer, KEPT_BODY_BYTES, KEPT_MS, KEPT_REQUESTS } from './inbox.ts'
import { judgeRequest } from './judge-request.ts'
import { findInboxByToken } from './repo.ts'
import { type HeaderPairs, insertRequest, trimRequests } from './repo-requests.ts'
import { tellInspector } from './tell.ts'

export type InspectorServices = Pick<Context, 'clock' | 'profile' | 'notify'>

export interface IncomingRequest {
  readonly token: string
  readonly method: string
  /** behind the inbox's address */
  readonly path: string
  /** with the question mark, or empty */
  readonly query: string
  readonly headers: HeaderPairs
  readonly body: Uint8Array
}

/** Null: there is no such inbox. */
export type Reception = InboxAnswer | { readonly retryAfterMs: number } | null

/** Of one inbox: what a test needs, and no more than a page can show. */
export const RECEIVE_LIMIT = { name: 'inspector', rule: { points: 120, windowSeconds: 60 } } as const

const MAX_PATH_LENGTH = 2_048

/**
 * Takes a request that came to an inbox's address: judges its signature by the keys of this moment, keeps it, tells the
 * team's open pages, and answers what the inbox was told to answer. Throws `unavailable`.
 */
export async function receiveRequest(
  services: InspectorServices,
  { token, method, path, query, headers, body }: IncomingRequest,
): Promise<Reception> {
  const inbox = await guarded(() => findInboxByToken(token))
  if (!inbox) return null
  const { retryAfterMs } = await takePoint({ ...RECEIVE_LIMIT, key: inbox.id })
  if (retryAfterMs !== null) return { retryAfterMs }

  const { teamId, id: inboxId } = inbox
  const receivedAt = services.clock.now()
  const byName = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))
  await guarded(async () => {
    const judged = await judgeRequest(services, inbox, { headers: byName, body })
    await insertRequest({
      ...{ id: uuidv7(receivedAt.getTime()), inboxId, teamId, method: method.slice(0, 20), receivedAt },
      ...judged,
      path: storable(path + shownQuery(query)).slice(0, MAX_PATH_LENGTH),
      headers: headers.map(([name, value]) => [name, isCredential(name) ? REDACTED : storable(value)]),
      body: firstText(body),
      bodyBytes: body.byteLength,
      answerStatus: inbox.answer.status,
    })
    const since = new Date(receivedAt.getTime() - KEPT_MS)
    await trimRequests({ teamId, inboxId }, { keep: KEPT_REQUESTS, since })
  })
  tellInspector(services.notify, teamId, inboxId)
  return inbox.answer
}

/** A signature is no credential: it is what is looked at here. */
const isCredential = (name: string) => isSensitiveName(name.replaceAll(/signature/gi, ''))

/** Without the values of parameters that look like credentials. */
function shownQuery(query: string): string {
  const params = [...new URLSearchParams(query)]
  if (!params.some(([name]) => isSensitiveName(name))) return query
  return `?${params.map(([name, value]) => `${name}=${isSensitiveName(name) ? REDACTED : value}`).join('&')}`
}

/** The text of the first bytes, without a character that the cut went through. */
function firstText(body: Uint8Array): string {
  const isCut = body.byteLength > KEPT_BODY_BYTES
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return storable(decoder.decode(body.subarray(0, KEPT_BODY_BYTES), { stream: isCut }))
}

/** PostgreSQL has no NUL in texts. */
const storable = (text: string) => text.replaceAll('\u0000', '\ufffd').toWellFormed()
