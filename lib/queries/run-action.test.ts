import { describe, expect, test } from 'vitest'
import { ActionError, runAction } from './run-action.ts'

async function failure(call: Promise<unknown>): Promise<ActionError> {
  const error: unknown = await call.then(
    () => new Error('it went well'),
    (e: unknown) => e,
  )
  if (!(error instanceof ActionError)) throw error
  return error
}

describe('runAction', () => {
  test('gives the data', async () => {
    expect(await runAction(Promise.resolve({ data: { id: 1 } }))).toEqual({ id: 1 })
    expect(await runAction(Promise.resolve({ data: null }))).toBeNull()
  })

  test('throws what the server refused with', async () => {
    const serverError = {
      code: 'conflict' as const,
      message: 'Mara changed the name meanwhile.',
      issues: [],
      conflicts: [
        { field: 'name', author: 'Mara', changedAt: '2026-02-10T10:00:00Z', version: 4, current: 'B' },
      ],
      retryAfterMs: null,
      requestId: 'r1',
    }
    expect(await failure(runAction(Promise.resolve({ serverError })))).toMatchObject(serverError)
  })

  test('lists the shape errors as issues with their paths', async () => {
    const validationErrors = {
      _errors: ['Unrecognized key: "role"'],
      patch: { name: { _errors: ['Expected text'] } },
    }
    const error = await failure(runAction(Promise.resolve({ validationErrors })))
    expect(error.code).toBe('invalid')
    expect(error.issues.map(({ path, message }) => [path, message])).toEqual([
      [[], 'Unrecognized key: "role"'],
      [['patch', 'name'], 'Expected text'],
    ])
  })

  test.each([
    [
      new Error('Server Action "40a1" was not found on the server. \nRead more: https://nextjs.org'),
      'outdated',
    ],
    [new TypeError('Failed to fetch'), 'offline'],
    [new TypeError('NetworkError when attempting to fetch resource.'), 'offline'],
    [new Error('An unexpected response was received from the server.'), 'internal'],
  ])('reads %s', async (thrown, code) => {
    expect((await failure(runAction(Promise.reject(thrown)))).code).toBe(code)
  })

  test("leaves Next's own navigation alone", async () => {
    const redirect = Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;push;/sign-in;307;' })
    await expect(runAction(Promise.reject(redirect))).rejects.toBe(redirect)
  })
})
