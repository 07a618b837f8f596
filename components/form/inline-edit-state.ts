import type { FieldConflict, SaveResult } from './save-result.ts'

/**
 * Where the editing of one field stands; what is being typed lives in its form. `seenVersion` is the version that the
 * reader saw when editing began.
 */
export type InlineEditState<T> = {
  base: T
  seenVersion: number
  saving: boolean
  conflict: (FieldConflict<T> & { during: 'typing' | 'saving' }) | undefined
}

export type InlineEditEvent<T> =
  | { type: 'begin'; value: T; version: number }
  | { type: 'send'; seenVersion?: number }
  | { type: 'answer'; result: SaveResult<T> }
  | { type: 'overtaken'; conflict: FieldConflict<T> }
  | { type: 'keep-mine' }

export function beginInlineEdit<T>({ value, version }: { value: T; version: number }): InlineEditState<T> {
  return { base: value, seenVersion: version, saving: false, conflict: undefined }
}

/** Two values are the same when they read the same; lists and maps are compared by content, in order. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b)
}

/** The next state of an edit. Pure; events that make no sense in a state leave it as it is. */
export function nextInlineEdit<T>(state: InlineEditState<T>, event: InlineEditEvent<T>): InlineEditState<T> {
  switch (event.type) {
    case 'begin':
      return beginInlineEdit(event)
    case 'send':
      return {
        ...state,
        saving: true,
        conflict: undefined,
        seenVersion: event.seenVersion ?? state.seenVersion,
      }
    case 'answer':
      return answered(state, event.result)
    case 'overtaken':
      // While ours is on its way the server says itself which of the two came first.
      if (state.saving) return state
      return { ...state, conflict: { ...event.conflict, during: state.conflict?.during ?? 'typing' } }
    case 'keep-mine':
      if (!state.conflict) return state
      return {
        ...state,
        base: state.conflict.theirs,
        seenVersion: state.conflict.version,
        conflict: undefined,
      }
  }
}

function answered<T>(state: InlineEditState<T>, result: SaveResult<T>): InlineEditState<T> {
  if (result.ok) return { ...state, saving: false }
  if ('error' in result) return { ...state, saving: false, seenVersion: result.version ?? state.seenVersion }
  return { ...state, saving: false, conflict: { ...result.conflict, during: 'saving' } }
}
