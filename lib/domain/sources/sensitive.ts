import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { isSensitive, type Toolkit } from '../toolkits/toolkit.ts'
import { setupField } from '../toolkits/toolkits.ts'

/** Whether a value of that name is kept from the audit log; one that the toolkit does not know any more is. */
export function isSensitiveName(toolkit: Toolkit, name: string): boolean {
  const field = setupField(toolkit, name)
  return field === undefined || isSensitive(field)
}

/** Setting or clearing a sensitive value takes more than changing the others. Throws `forbidden`. */
export function authorizeValues(ctx: Context, toolkit: Toolkit, names: readonly string[]): void {
  if (names.some((name) => isSensitiveName(toolkit, name))) authorize(ctx, 'source:configure')
}
