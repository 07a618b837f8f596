import { describe, expect, test } from 'vitest'
import type { FieldConflict } from '#lib/domain/shared/errors.ts'
import { ActionError, type ActionErrorCode } from '#lib/queries/run-action.ts'
import { failedSave, isUndoable, type Sent } from './save-outcome.ts'

const description: Sent<string> = {
  field: 'description',
  mine: 'mine',
  toDraft: (current) => (typeof current === 'string' ? current : ''),
}

function refusal(
  code: ActionErrorCode,
  details: Partial<Pick<ActionError, 'issues' | 'conflicts' | 'message'>> = {},
) {
  return new ActionError({
    code,
    message: 'No.',
    issues: [],
    conflicts: [],
    retryAfterMs: null,
    requestId: null,
    ...details,
  })
}

function conflict(about: Partial<FieldConflict>): FieldConflict {
  return {
    field: 'description',
    author: 'Mara',
    changedAt: '2026-02-10T10:00:00Z',
    version: 7,
    current: 'theirs',
    ...about,
  }
}

describe('a save that was refused', () => {
  test('shows the message of its own field', () => {
    const issues = [
      { path: ['url'], code: 'bad_url' as const, message: 'Not a URL.' },
      { path: ['description'], code: 'too_long' as const, message: 'Too long.' },
    ]
    expect(failedSave(refusal('invalid', { issues }), description)).toEqual({ ok: false, error: 'Too long.' })
  })

  test('shows what the server says where no field is to blame', () => {
    expect(failedSave(refusal('forbidden', { message: 'This needs the role admin.' }), description)).toEqual({
      ok: false,
      error: 'This needs the role admin.',
    })
  })

  test('shows words of our own for anything unexpected', () => {
    expect(failedSave(new Error('boom'), description)).toEqual({
      ok: false,
      error: 'Could not save. Check the connection and try again.',
    })
  })

  test('puts both values side by side when somebody changed the same field', () => {
    expect(failedSave(refusal('conflict', { conflicts: [conflict({})] }), description)).toEqual({
      ok: false,
      conflict: { theirs: 'theirs', by: 'Mara', version: 7 },
    })
  })

  test('reads a cleared value as an empty draft', () => {
    expect(
      failedSave(refusal('conflict', { conflicts: [conflict({ current: null })] }), description),
    ).toMatchObject({ conflict: { theirs: '' } })
  })

  test('is fine when they saved the very same', () => {
    expect(
      failedSave(refusal('conflict', { conflicts: [conflict({ current: 'mine' })] }), description),
    ).toEqual({ ok: true })
  })

  test('is fine when they chose the same events in another order', () => {
    const events: Sent<readonly string[]> = {
      field: 'events',
      mine: ['a', 'b'],
      toDraft: (current) => current as string[],
    }
    const conflicts = [conflict({ field: 'events', current: ['b', 'a'] })]
    expect(failedSave(refusal('conflict', { conflicts }), events)).toEqual({ ok: true })
  })

  test('names the coupled field that moved, and is sent with its version the next time', () => {
    const conflicts = [conflict({ field: 'payloadVersion', current: 'V2', version: 9 })]
    const events: Sent<readonly string[]> = { field: 'events', mine: ['a'], toDraft: () => [] }
    expect(failedSave(refusal('conflict', { conflicts }), events)).toEqual({
      ok: false,
      error: 'Mara changed Payload version meanwhile. Look at it, then save again.',
      version: 9,
    })
  })

  test('finds the conflict of its own key, whatever its case', () => {
    const header: Sent<string | null> = {
      field: 'headers',
      key: 'x-team',
      mine: 'a',
      toDraft: (current) => (typeof current === 'string' ? current : null),
    }
    const conflicts = [
      conflict({ field: 'headers', key: 'X-Other', current: 'c' }),
      conflict({ field: 'headers', key: 'X-Team', current: 'b', version: 8 }),
    ]
    expect(failedSave(refusal('conflict', { conflicts }), header)).toEqual({
      ok: false,
      conflict: { theirs: 'b', by: 'Mara', version: 8 },
    })
  })
})

describe('undo', () => {
  test('is offered for plain fields', () => {
    expect(isUndoable({ fields: [{ field: 'url', before: 'a', after: 'b' }] })).toBe(true)
  })

  test('is not offered where a value was never written down, or a secret came or went', () => {
    expect(
      isUndoable({
        fields: [{ field: 'headers', key: 'Authorization', before: '•', after: null, redacted: true }],
      }),
    ).toBe(false)
    expect(
      isUndoable({
        fields: [
          { field: 'signing', before: false, after: true },
          { field: 'secret', before: null, after: 'whsec_•' },
        ],
      }),
    ).toBe(false)
  })
})
