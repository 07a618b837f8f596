import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { ActionError } from './run-action.ts'

/**
 * Puts what an action refused with at the fields that its issues name, and the rest above the form; the first field
 * gets the focus.
 */
export function showActionError<Values extends FieldValues>(
  form: Pick<UseFormReturn<Values, unknown, Values>, 'setError' | 'getValues'>,
  error: unknown,
): void {
  if (!(error instanceof ActionError)) {
    form.setError('root', { message: 'That did not work. Try again.' })
    return
  }
  const fields = new Set(Object.keys(form.getValues()))
  const atFields = error.issues.filter(({ path }) => fields.has(String(path[0])))
  for (const [at, { path, message }] of atFields.entries())
    form.setError(path.join('.') as Path<Values>, { message }, { shouldFocus: at === 0 })
  if (atFields.length === 0) form.setError('root', { message: error.message })
}
