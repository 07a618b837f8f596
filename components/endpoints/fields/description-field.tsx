'use client'

import { InlineField } from '#components/form/inline-field.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { fieldLabels } from '#lib/domain/endpoints/fields.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

/** A sentence for people. Saving it empty clears it. */
export function DescriptionField() {
  const { endpoint, profile, authors, may, save, schemaOf } = useEndpointScope()
  const rule = profile.fields.description
  if (!rule) return null
  return (
    <InlineField<string>
      label={fieldLabels.description}
      value={endpoint.description ?? ''}
      version={endpoint.version}
      changedBy={authors.description}
      schema={schemaOf('description')}
      readOnlyReason={may('endpoint:update') ? undefined : ''}
      editHint={`${rule.hint} ${rule.clearable ? 'Empty clears it. ' : ''}Shift + Enter makes a new line.`}
      onSave={(text, seenVersion) =>
        save({
          field: 'description',
          mine: text,
          toDraft: (current) => (typeof current === 'string' ? current : ''),
          patch: { description: text === '' ? null : text },
          seenVersion,
          done: text === '' ? 'Description cleared' : 'Description saved',
        })
      }
      renderValue={(text) =>
        text === '' ? (
          <span className="text-faint">No description</span>
        ) : (
          <span className="whitespace-pre-wrap">{text}</span>
        )
      }
      renderEditor={({ value, onChange, control }) => (
        <Textarea
          {...control}
          rows={1}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="min-h-8"
        />
      )}
    />
  )
}
