import { type DomainError, isDomainError } from '#lib/domain/shared/errors.ts'

/** The `DomainError` that a verb refused with. Anything else fails the test: also that it was accepted. */
export async function failureOf(run: Promise<unknown>): Promise<DomainError> {
  const error: unknown = await run.then(
    () => new Error('It was accepted.'),
    (thrown: unknown) => thrown,
  )
  if (isDomainError(error)) return error
  throw error
}
