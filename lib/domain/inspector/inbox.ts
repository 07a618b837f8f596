import type { Verdict } from './verify-signature.ts'

/** What an inbox can be told to answer. */
export const answerStatuses = [200, 410, 429, 500] as const
export type AnswerStatus = (typeof answerStatuses)[number]

export const MAX_ANSWER_DELAY_MS = 10_000
/** With a 429: what the receiver is asked to wait. */
export const RETRY_AFTER_SECONDS = 30

export const MAX_INBOXES = 10
export const KEPT_REQUESTS = 200
export const KEPT_MS = 24 * 3_600_000
/** Of a body; the signature is held against all of it. */
export const KEPT_BODY_BYTES = 64 * 1024

/** The first segment of every inbox's path. */
export const INSPECTOR_PATH = '/inspect'

/** The path of an inbox on this installation. */
export const inboxPath = (token: string) => `${INSPECTOR_PATH}/${token}`

/** What whoever posts to an inbox is told. */
export interface InboxAnswer {
  readonly status: AnswerStatus
  readonly delayMs: number
}

export interface InboxRow {
  readonly id: string
  readonly teamId: string
  readonly token: string
  readonly name: string
  readonly answer: InboxAnswer
  readonly createdAt: Date
}

/** An address of the built-in receiver; JSON-safe. */
export interface InboxView {
  readonly id: string
  readonly name: string
  /** without the origin */
  readonly path: string
  readonly answer: InboxAnswer
  readonly createdAt: string
}

/** A request in the list, JSON-safe. */
export interface RequestSummary {
  readonly id: string
  readonly method: string
  /** behind the inbox's address, with the query; empty for the address itself */
  readonly path: string
  readonly bodyBytes: number
  /** what was answered */
  readonly answerStatus: number
  readonly verdict: Verdict
  /** an older key of the overlap made the signature */
  readonly olderKey: boolean
  /** whose signature it was held against; the name is null when it was deleted since */
  readonly endpoint: { readonly id: string; readonly name: string | null } | null
  readonly receivedAt: string
}

/** A request whole. */
export interface RequestView extends RequestSummary {
  /** by name, credentials masked */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** the first 64 KiB */
  readonly body: string
  readonly bodyIsCut: boolean
  /** when the sender says that it signed */
  readonly signedAt: string | null
  /** the header in which the endpoint's dialect has its signature */
  readonly signatureHeader: string | null
  /** this very signature is in an attempt of ours: what came is not what was sent */
  readonly isAltered: boolean
}

export function inboxView({ id, name, token, answer, createdAt }: InboxRow): InboxView {
  return { id, name, path: inboxPath(token), answer, createdAt: createdAt.toISOString() }
}
