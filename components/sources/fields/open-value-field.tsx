'use client'

import { InlineField } from '#components/form/inline-field.tsx'
import type { InlineEditorProps } from '#components/form/inline-field-props.ts'
import { Code } from '#components/ui/code.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { faultOf } from '#lib/domain/sources/values.ts'
import type { SetupField } from '#lib/domain/toolkits/toolkit.ts'
import { useSourceScope } from './source-scope.tsx'

/** A value that everybody may read. Saving an optional one empty clears it. */
export function OpenValueField({ name, field }: { name: string; field: SetupField }) {
  const { source, may, changedBy, save } = useSourceScope()
  const stored = source.values.find((value) => value.name === name)?.shown ?? ''
  const undoable = stored !== '' || !field.isRequired
  return (
    <InlineField<string>
      label={field.displayName}
      value={stored}
      version={source.version}
      changedBy={changedBy}
      check={(draft) => faultOf(field, draft.trim())?.message}
      hint={field.description}
      editHint={`${field.description}. Only this field is sent.`}
      readOnlyReason={may('source:update') ? undefined : ''}
      onSave={(draft, seenVersion) =>
        save({
          name,
          value: draft.trim(),
          seenVersion,
          toDraft: (shown) => shown,
          done: `${field.displayName} ${draft.trim() === '' ? 'cleared' : 'saved'}`,
          ...(undoable ? { before: stored } : {}),
        })
      }
      renderValue={(value) => (value === '' ? <NotSet field={field} /> : <Code>{value}</Code>)}
      renderEditor={(editor) => <Editor field={field} editor={editor} />}
    />
  )
}

function Editor({ field, editor }: { field: SetupField; editor: InlineEditorProps<string> }) {
  const { value, onChange, control } = editor
  if (field.format?.kind === 'choice') {
    const { readOnly, ...rest } = control
    const none = field.isRequired ? [] : [{ value: '', label: 'Not set' }]
    const options = [...none, ...field.format.choices.map((choice) => ({ value: choice, label: choice }))]
    return (
      <Select
        {...rest}
        data-autofocus
        disabled={readOnly}
        options={options}
        value={value}
        onValueChange={onChange}
      />
    )
  }
  return (
    <Input
      {...control}
      mono
      type="text"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** In place of a value that is not there. */
export function NotSet({ field }: { field: SetupField }) {
  return <span className="text-faint">{field.isRequired ? 'Not set yet' : 'Not set'}</span>
}
