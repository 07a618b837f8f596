'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect, useEffectEvent, useMemo, useReducer } from 'react'
import { useController, useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import {
  type InlineEditEvent,
  type InlineEditState,
  isSameValue,
  nextInlineEdit,
} from './inline-edit-state.ts'
import { type FieldConflict, type SaveResult, saveFailedText } from './save-result.ts'
import { useRemoteChange } from './use-remote-change.ts'

export type FieldEditOptions<T> = {
  value: T
  /** The version that `value` belongs to. */
  version?: number | undefined
  /** Who changed the value last, when that was somebody else. */
  changedBy?: string | undefined
  /** What a draft must be; its messages say how to mend a fault. Keep it the same between renders. */
  schema?: z.ZodMiniType | undefined
  /** The same without zod: the fault of a draft, in words. Keep it the same between renders. */
  check?: ((draft: T) => string | undefined) | undefined
  /** Saves this field alone. `seenVersion` is the version whose value the reader saw. */
  onSave: (draft: T, seenVersion: number) => Promise<SaveResult<T>>
  /** Told when the reader chose somebody else's value, so that the page can show it at once. */
  onTakeTheirs?: ((conflict: FieldConflict<T>) => void) | undefined
}

/** A form of one field. What it holds is typed by whoever uses the hook. */
type DraftForm = { draft: unknown }

const savedShownMs = 2500
/** A fault is pointed out when the typing pauses, not in the middle of a word. */
const checkPauseMs = 500

// Pages are not allowed to make code from text, and zod would try to.
z.config({ jitless: true })

function draftSchema<T>({ schema = z.unknown(), check }: Pick<FieldEditOptions<T>, 'schema' | 'check'>) {
  if (!check) return z.object({ draft: schema })
  const checked = z.superRefine((draft, ctx) => {
    const message = check(draft as T)
    if (message) ctx.addIssue({ code: 'custom', message })
  })
  return z.object({ draft: schema.check(checked) })
}

/**
 * The life of one field that is saved alone: draft, saving, saved, refused, overtaken. How it looks, and where the focus
 * goes, is its owner's affair.
 */
export function useFieldEdit<T>(options: FieldEditOptions<T>) {
  const { value, version = 0, changedBy, schema, check, onSave, onTakeTheirs } = options
  const [state, dispatch] = useReducer<InlineEditState<T>, [InlineEditEvent<T>]>(nextInlineEdit, {
    mode: 'reading',
    saved: undefined,
  })
  const resolver = useMemo(() => zodResolver(draftSchema({ schema, check })), [schema, check])
  const form = useForm<DraftForm>({
    defaultValues: { draft: value },
    resolver,
    mode: 'onChange',
    delayError: checkPauseMs,
  })
  const { field } = useController({ control: form.control, name: 'draft' })
  const { isDirty, errors } = form.formState
  const remote = useRemoteChange(value, changedBy)

  const editing = state.mode === 'editing' ? state : undefined
  const draft = field.value as T

  const saved = state.mode === 'reading' ? state.saved : undefined
  const justSaved = saved !== undefined
  useEffect(() => {
    if (!justSaved) return
    const timer = setTimeout(() => dispatch({ type: 'forget-saved' }), savedShownMs)
    return () => clearTimeout(timer)
  }, [justSaved])

  // The page has caught up: from here on it alone says what is so, also when that is the old value again.
  const overtakes = saved !== undefined && 'base' in saved && !isSameValue(value, saved.base)
  useEffect(() => {
    if (overtakes) dispatch({ type: 'arrived' })
  }, [overtakes])

  const noticeOther = useEffectEvent(() => {
    if (!editing || editing.saving || isSameValue(value, editing.base)) return
    if (isSameValue(value, draft)) return begin()
    if (editing.conflict && isSameValue(value, editing.conflict.theirs)) return
    dispatch({ type: 'overtaken', conflict: { theirs: value, by: changedBy ?? 'Somebody else', version } })
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new value from outside matters here
  useEffect(() => noticeOther(), [value])

  function begin() {
    form.reset({ draft: value })
    dispatch({ type: 'begin', value, version })
  }

  /** Takes a draft; where nothing is being edited, editing begins with it. */
  function change(next: T) {
    if (editing?.saving) return
    if (!editing) begin()
    field.onChange(next)
  }

  function cancel() {
    if (editing?.saving) return
    form.reset({ draft: value })
    dispatch({ type: 'cancel' })
  }

  async function send(mine: T, seenVersion: number) {
    dispatch({ type: 'send', seenVersion })
    remote.ownSave(mine)
    const result: SaveResult<T> = await onSave(mine, seenVersion).catch(() => ({
      ok: false,
      error: saveFailedText,
    }))
    if (result.ok) form.reset()
    else if ('error' in result) form.setError('draft', { type: 'server', message: result.error })
    dispatch({ type: 'answer', draft: mine, result })
  }

  /** Sends the draft. `onFault` is called instead where it breaks a rule. */
  function submit(onFault?: () => void) {
    if (!editing || editing.saving || editing.conflict) return
    if (!isDirty) return cancel()
    void form.handleSubmit((values) => send(values.draft as T, editing.seenVersion), onFault)()
  }

  /** @returns whether it is on its way; else the reader goes on typing */
  function keepMine(): boolean {
    if (!editing?.conflict) return false
    const { during, theirs, version: theirVersion } = editing.conflict
    dispatch({ type: 'keep-mine' })
    form.reset({ draft: theirs })
    form.setValue('draft', draft, { shouldDirty: true })
    if (during === 'typing') return false
    void send(draft, theirVersion)
    return true
  }

  function takeTheirs() {
    if (editing?.conflict) onTakeTheirs?.(editing.conflict)
    cancel()
  }

  const shownValue = saved && 'base' in saved && !overtakes ? saved.draft : value
  return {
    editing: editing && { ...editing, draft, isDirty },
    justSaved: justSaved && remote.note === undefined,
    /** The value to read: what the page has, or what was saved a moment ago. */
    shownValue,
    error: editing && isDirty ? errors.draft?.message : undefined,
    remoteNote: editing ? undefined : remote.note,
    begin,
    change,
    cancel,
    submit,
    keepMine,
    takeTheirs,
  }
}
