'use client'

import './zod-settings.ts'
import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect, useEffectEvent, useReducer } from 'react'
import { type Resolver, useController, useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import {
  beginInlineEdit,
  type InlineEditEvent,
  type InlineEditState,
  isSameValue,
  nextInlineEdit,
} from './inline-edit-state.ts'
import { type FieldConflict, type SaveResult, saveFailedText } from './save-result.ts'
import type { Saved } from './use-field-reading.ts'
import { useUnsavedWarning } from './use-unsaved-warning.ts'

/** What a draft must be; its messages say how to mend a fault. A function fetches it at the first check. */
export type DraftSchema = z.ZodMiniType | (() => Promise<z.ZodMiniType>)

export type FieldEditOptions<T> = {
  value: T
  /** The version that `value` belongs to. */
  version?: number | undefined
  /** Who changed the value last, when that was somebody else. */
  changedBy?: string | undefined
  schema?: DraftSchema | undefined
  /** The same without zod: the fault of a draft, in words. */
  check?: ((draft: T) => string | undefined) | undefined
  /** Saves this field alone. `seenVersion` is the version whose value the reader saw. */
  onSave: (draft: T, seenVersion: number) => Promise<SaveResult<T>>
  /** Told when the reader chose somebody else's value, so that the page can show it at once. */
  onTakeTheirs?: ((conflict: FieldConflict<T>) => void) | undefined
}

export type FieldEditorOptions<T> = FieldEditOptions<T> & {
  /** Told before a draft is sent: the value that will come back is our own. */
  onSend: (draft: T) => void
  onClose: (saved?: Saved<T>) => void
}

/** A form of one field. What it holds is typed by whoever uses the hook. */
type DraftForm = { draft: unknown }

/** A fault is pointed out when the typing pauses, not in the middle of a word. */
const checkPauseMs = 500

async function draftSchema<T>({ schema, check }: Pick<FieldEditOptions<T>, 'schema' | 'check'>) {
  // If it does not come, the server's own check has the word.
  const loaded = typeof schema === 'function' ? await schema().catch(() => undefined) : schema
  const whole = loaded ?? z.unknown()
  if (!check) return z.object({ draft: whole })
  const checked = z.superRefine((draft, ctx) => {
    const message = check(draft as T)
    if (message) ctx.addIssue({ code: 'custom', message })
  })
  return z.object({ draft: whole.check(checked) })
}

/**
 * The life of one field while it is edited: draft, saving, refused, overtaken. How it looks, and where the focus goes, is
 * its owner's affair.
 */
export function useFieldEdit<T>(options: FieldEditorOptions<T>) {
  const { value, version = 0, changedBy, onSave, onSend, onClose, onTakeTheirs } = options
  const [state, dispatch] = useReducer<
    InlineEditState<T>,
    { value: T; version: number },
    [InlineEditEvent<T>]
  >(nextInlineEdit, { value, version }, beginInlineEdit)
  const resolver: Resolver<DraftForm> = async (values, context, rest) =>
    zodResolver(await draftSchema(options))(values, context, rest)
  const form = useForm<DraftForm>({
    defaultValues: { draft: value },
    resolver,
    mode: 'onChange',
    delayError: checkPauseMs,
  })
  const { field } = useController({ control: form.control, name: 'draft' })
  const { errors } = form.formState
  const draft = field.value as T
  // The form's own word comes only after its check, and a check may have to be fetched: Enter can be faster.
  const isDirty = !isSameValue(draft, state.base)
  useUnsavedWarning(isDirty)

  const noticeOther = useEffectEvent(() => {
    if (state.saving || isSameValue(value, state.base)) return
    // Nothing of ours is lost: nothing was typed yet, or they saved the very same.
    if (!isDirty || isSameValue(value, draft)) {
      form.reset({ draft: value })
      return dispatch({ type: 'begin', value, version })
    }
    if (state.conflict && isSameValue(value, state.conflict.theirs)) return
    // a refusal names who it was, also where the news of it has not come
    const by = changedBy ?? state.conflict?.by ?? 'Somebody else'
    dispatch({ type: 'overtaken', conflict: { theirs: value, by, version } })
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new value from outside matters here
  useEffect(() => noticeOther(), [value])

  async function send(mine: T, seenVersion: number, base: T) {
    dispatch({ type: 'send', seenVersion })
    onSend(mine)
    const result: SaveResult<T> = await onSave(mine, seenVersion).catch(() => ({
      ok: false,
      error: saveFailedText,
    }))
    if (!result.ok && 'error' in result) form.setError('draft', { type: 'server', message: result.error })
    dispatch({ type: 'answer', result })
    if (result.ok) onClose({ draft: mine, base })
  }

  return {
    ...state,
    draft,
    isDirty,
    error: isDirty ? errors.draft?.message : undefined,
    change: (next: T) => {
      if (!state.saving) field.onChange(next)
    },
    cancel: () => {
      if (!state.saving) onClose()
    },
    /** Sends the draft. `onFault` is called instead where it breaks a rule. */
    submit: (onFault?: () => void) => {
      if (state.saving || state.conflict) return
      if (!form.getFieldState('draft').isDirty) return onClose()
      const { seenVersion, base } = state
      void form.handleSubmit((values) => send(values.draft as T, seenVersion, base), onFault)()
    },
    /** @returns whether it is on its way; else the reader goes on typing */
    keepMine: (): boolean => {
      if (!state.conflict) return false
      const { during, theirs, version: theirVersion } = state.conflict
      dispatch({ type: 'keep-mine' })
      form.reset({ draft: theirs })
      form.setValue('draft', draft, { shouldDirty: true })
      if (during === 'typing') return false
      void send(draft, theirVersion, theirs)
      return true
    },
    takeTheirs: () => {
      if (state.conflict) onTakeTheirs?.(state.conflict)
      onClose()
    },
  }
}
