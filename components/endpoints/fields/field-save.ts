import type { EndpointPatch } from '#lib/domain/endpoints/fields.ts'
import type { Sent } from './save-outcome.ts'

/** The saving of one field. */
export interface FieldSave<T> extends Sent<T> {
  /** exactly what was touched */
  readonly patch: EndpointPatch
  /** the version whose value the reader saw */
  readonly seenVersion: number
  /** for the toast: "Description saved" */
  readonly done: string
  readonly doneDetail?: string | undefined
  /** told the new key when the patch turned signing on; it is kept nowhere else */
  readonly onSecret?: ((secret: string) => void) | undefined
}
