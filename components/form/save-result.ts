/** Somebody else's value of the same field, saved since ours was read. */
export type FieldConflict<T> = {
  theirs: T
  /** Who saved it, as the reader knows them. */
  by: string
  /** What to send as the version seen when ours shall overrule it. */
  version: number
}

/**
 * What saving one field came to: done, refused with words for the field, or overtaken by somebody else. A refusal that
 * told of a newer state has its `version`: with it the next try is sent.
 */
export type SaveResult<T> =
  | { ok: true }
  | { ok: false; error: string; version?: number }
  | { ok: false; conflict: FieldConflict<T> }

/** Shown when saving threw instead of answering: no connection, or the server is being restarted. */
export const saveFailedText = 'Could not save. Check the connection and try again.'
