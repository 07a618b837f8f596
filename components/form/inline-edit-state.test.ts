import { describe, expect, it } from 'vitest'
import {
  beginInlineEdit,
  type InlineEditEvent,
  type InlineEditState,
  isSameValue,
  nextInlineEdit,
} from './inline-edit-state.ts'
import type { SaveResult } from './save-result.ts'

function stateAfter(...events: InlineEditEvent<string>[]): InlineEditState<string> {
  return events.reduce<InlineEditState<string>>(nextInlineEdit, beginInlineEdit({ value: 'old', version: 4 }))
}

const send = { type: 'send' } as const
const theirs = { theirs: 'theirs', by: 'Mara', version: 7 }

function answer(result: SaveResult<string>) {
  return { type: 'answer', result } as const
}

describe('a field that is edited in place', () => {
  it('starts from the value and version on the page', () => {
    expect(stateAfter()).toEqual({ base: 'old', seenVersion: 4, saving: false, conflict: undefined })
  })

  it('starts over from a value that somebody else saved and that is ours, too', () => {
    expect(stateAfter({ type: 'begin', value: 'new', version: 6 })).toMatchObject({
      base: 'new',
      seenVersion: 6,
    })
  })

  it('is on its way until there is an answer', () => {
    expect(stateAfter(send)).toMatchObject({ saving: true })
    expect(stateAfter(send, answer({ ok: true }))).toMatchObject({ saving: false })
  })

  it('stays as it is when it is refused', () => {
    expect(stateAfter(send, answer({ ok: false, error: 'Too long' }))).toMatchObject({
      base: 'old',
      saving: false,
      seenVersion: 4,
    })
  })

  it('has seen the version that a refusal told of', () => {
    expect(
      stateAfter(send, answer({ ok: false, error: 'Mara changed the version', version: 6 })),
    ).toMatchObject({ seenVersion: 6 })
  })

  it('shows both values when somebody else was faster', () => {
    expect(stateAfter(send, answer({ ok: false, conflict: theirs }))).toMatchObject({
      saving: false,
      conflict: { theirs: 'theirs', by: 'Mara', during: 'saving' },
    })
  })

  it('shows both values when somebody else saves while one is typing', () => {
    expect(stateAfter({ type: 'overtaken', conflict: theirs })).toMatchObject({
      conflict: { during: 'typing' },
    })
  })

  it('leaves the verdict to the server when the other value arrives while ours is on its way', () => {
    expect(stateAfter(send, { type: 'overtaken', conflict: theirs })).toMatchObject({
      saving: true,
      conflict: undefined,
    })
  })

  it('has seen their version once mine is kept', () => {
    expect(stateAfter({ type: 'overtaken', conflict: theirs }, { type: 'keep-mine' })).toMatchObject({
      base: 'theirs',
      seenVersion: 7,
      conflict: undefined,
    })
  })

  it('sends with the version that it is told to, and forgets the conflict', () => {
    expect(
      stateAfter({ type: 'overtaken', conflict: theirs }, { type: 'send', seenVersion: 7 }),
    ).toMatchObject({ saving: true, seenVersion: 7, conflict: undefined })
  })
})

describe('isSameValue', () => {
  it('compares lists by content', () => {
    expect(isSameValue(['a', 'b'], ['a', 'b'])).toBe(true)
    expect(isSameValue(['a', 'b'], ['b', 'a'])).toBe(false)
    expect(isSameValue(null, undefined)).toBe(false)
  })
})
