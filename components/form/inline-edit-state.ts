import type { FieldConflict, SaveResult } from './save-result.ts'

/**
 * Where one field stands; what is being typed lives in its form. `seenVersion` is the version that the reader saw
 * when editing began. `saved` is what was just saved in place of `base`: it is shown until the page has a new value
 * from the server, which is when `base` goes.
 */
export type InlineEditState<T> =
  | { mode: 'reading'; saved: { draft: T; base?: T } | undefined }
  | {
      mode: 'editing'
      base: T
      seenVersion: number
      saving: boolean
      conflict: (FieldConflict<T> & { during: 'typing' | 'saving' }) | undefined
    }

export type InlineEditEvent<T> =
  | { type: 'begin'; value: T; version: number }
  | { type: 'cancel' }
  | { type: 'send'; seenVersion?: number }
  | { type: 'answer'; draft: T; result: SaveResult<T> }
  | { type: 'overtaken'; conflict: FieldConflict<T> }
  | { type: 'keep-mine' }
  | { type: 'arrived' }
  | { type: 'forget-saved' }

/** Two values are the same when they read the same; lists and maps are compared by content, in order. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b)
}

/** The next state of a field. Pure; events that make no sense in a state leave it as it is. */
export function nextInlineEdit<T>(state: InlineEditState<T>, event: InlineEditEvent<T>): InlineEditState<T> {
  if (event.type === 'begin') {
    return {
      mode: 'editing',
      base: event.value,
      seenVersion: event.version,
      saving: false,
      conflict: undefined,
    }
  }
  if (state.mode === 'reading') {
    if (event.type === 'arrived' && state.saved)
      return { mode: 'reading', saved: { draft: state.saved.draft } }
    return event.type === 'forget-saved' ? { mode: 'reading', saved: undefined } : state
  }
  switch (event.type) {
    case 'cancel':
      return state.saving ? state : { mode: 'reading', saved: undefined }
    case 'send':
      return {
        ...state,
        saving: true,
        conflict: undefined,
        seenVersion: event.seenVersion ?? state.seenVersion,
      }
    case 'answer':
      return answered(state, event.draft, event.result)
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
    default:
      return state
  }
}

function answered<T>(
  state: Extract<InlineEditState<T>, { mode: 'editing' }>,
  draft: T,
  result: SaveResult<T>,
): InlineEditState<T> {
  if (result.ok) return { mode: 'reading', saved: { draft, base: state.base } }
  if ('error' in result) return { ...state, saving: false, seenVersion: result.version ?? state.seenVersion }
  return { ...state, saving: false, conflict: { ...result.conflict, during: 'saving' } }
}
