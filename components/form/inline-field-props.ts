import type { ReactNode } from 'react'
import type { FieldEditOptions } from './use-field-edit.ts'

/** Spread `control` on the control; bind it to `value` and `onChange`. */
export type InlineEditorProps<T> = {
  value: T
  onChange: (draft: T) => void
  saving: boolean
  control: { id: string; readOnly: boolean; 'aria-invalid': boolean; 'aria-describedby': string | undefined }
}

export type InlineFieldProps<T> = FieldEditOptions<T> & {
  label: string
  /** How a value reads; also used for both sides of a conflict. */
  renderValue: (value: T) => ReactNode
  renderEditor: (editor: InlineEditorProps<T>) => ReactNode
  /** The editor has several controls: the label names their group, and not one of them. */
  group?: boolean
  hint?: ReactNode
  /** A hint for the editor instead, where it matters what happens on saving. */
  editHint?: ReactNode
  /** Enter belongs to the text; ⌘ or Ctrl with Enter saves. */
  multiline?: boolean
  /** Quiet things before Edit, such as a test button. */
  aside?: ReactNode
  /** Says why the field cannot be edited; then there is no Edit button. Empty: no reason is given. */
  readOnlyReason?: string | undefined
}
