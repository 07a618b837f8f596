import { describe, expect, it } from 'vitest'
import {
  type InlineEditEvent,
  type InlineEditState,
  isSameValue,
  nextInlineEdit,
} from './inline-edit-state.ts'
import type { SaveResult } from './save-result.ts'

const reading: InlineEditState<string> = { mode: 'reading', saved: undefined }

function stateAfter(...events: InlineEditEvent<string>[]): InlineEditState<string> {
  return events.reduce((state, event) => nextInlineEdit(state, event), reading)
}

const begin = { type: 'begin', value: 'old', version: 4 } as const
const send = { type: 'send' } as const
const theirs = { theirs: 'theirs', by: 'Mara', version: 7 }

function answer(result: SaveResult<string>) {
  return { type: 'answer', draft: 'mine', result } as const
}

describe('a field that is edited in place', () => {
  it('starts from the value and version on the page', () => {
    expect(stateAfter(begin)).toEqual({
      mode: 'editing',
      base: 'old',
      seenVersion: 4,
      saving: false,
      conflict: undefined,
    })
  })

  it('closes on cancel', () => {
    expect(stateAfter(begin, { type: 'cancel' })).toEqual(reading)
  })

  it('closes and says so once it is saved', () => {
    expect(stateAfter(begin, send, answer({ ok: true }))).toEqual({
      mode: 'reading',
      saved: { draft: 'mine', base: 'old' },
    })
  })

  it('stops standing in for the new value once there is one', () => {
    expect(stateAfter(begin, send, answer({ ok: true }), { type: 'arrived' })).toEqual({
      mode: 'reading',
      saved: { draft: 'mine' },
    })
  })

  it('cannot be cancelled while it is on its way', () => {
    expect(stateAfter(begin, send, { type: 'cancel' })).toMatchObject({ mode: 'editing', saving: true })
  })

  it('stays open when it is refused', () => {
    expect(stateAfter(begin, send, answer({ ok: false, error: 'Too long' }))).toMatchObject({
      mode: 'editing',
      saving: false,
      seenVersion: 4,
    })
  })

  it('has seen the version that a refusal told of', () => {
    expect(
      stateAfter(begin, send, answer({ ok: false, error: 'Mara changed the version', version: 6 })),
    ).toMatchObject({ seenVersion: 6 })
  })

  it('shows both values when somebody else was faster', () => {
    expect(stateAfter(begin, send, answer({ ok: false, conflict: theirs }))).toMatchObject({
      saving: false,
      conflict: { theirs: 'theirs', by: 'Mara', during: 'saving' },
    })
  })

  it('shows both values when somebody else saves while one is typing', () => {
    expect(stateAfter(begin, { type: 'overtaken', conflict: theirs })).toMatchObject({
      conflict: { during: 'typing' },
    })
  })

  it('leaves the verdict to the server when the other value arrives while ours is on its way', () => {
    expect(stateAfter(begin, send, { type: 'overtaken', conflict: theirs })).toMatchObject({
      saving: true,
      conflict: undefined,
    })
  })

  it('has seen their version once mine is kept', () => {
    expect(stateAfter(begin, { type: 'overtaken', conflict: theirs }, { type: 'keep-mine' })).toMatchObject({
      base: 'theirs',
      seenVersion: 7,
      conflict: undefined,
    })
  })

  it('ignores answers that come after it was closed', () => {
    expect(stateAfter(begin, { type: 'cancel' }, answer({ ok: true }))).toEqual(reading)
  })
})

describe('isSameValue', () => {
  it('compares lists by content', () => {
    expect(isSameValue(['a', 'b'], ['a', 'b'])).toBe(true)
    expect(isSameValue(['a', 'b'], ['b', 'a'])).toBe(false)
    expect(isSameValue(null, undefined)).toBe(false)
  })
})
