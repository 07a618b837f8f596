'use client'

import { InlineField } from '#components/form/inline-field.tsx'
import { Code } from '#components/ui/code.tsx'
import { Input } from '#components/ui/input.tsx'
import { fieldLabels } from '#lib/domain/endpoints/fields.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

/** Where deliveries go. Judged while it is typed, by the rules that the server has. */
export function UrlField() {
  const { endpoint, profile, authors, may, save, schemaOf } = useEndpointScope()
  const { protocols } = profile.fields.url
  const secureOnly = protocols.every((protocol) => protocol === 'https:')
  return (
    <InlineField<string>
      label={fieldLabels.url}
      value={endpoint.url}
      version={endpoint.version}
      changedBy={authors.url}
      schema={schemaOf('url')}
      readOnlyReason={may('endpoint:update') ? undefined : ''}
      hint={endpoint.url.startsWith('http:') ? <PlainWarning /> : undefined}
      editHint={`${secureOnly ? 'It must begin with https://.' : 'https:// is safer; http:// works, too.'} Only this field is sent.`}
      onSave={(url, seenVersion) =>
        save({
          field: 'url',
          mine: url,
          toDraft: String,
          patch: { url },
          seenVersion,
          done: `${fieldLabels.url} saved`,
        })
      }
      renderValue={(url) => <Code>{url}</Code>}
      renderEditor={({ value, onChange, control }) => (
        <Input
          {...control}
          mono
          type="text"
          inputMode="url"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    />
  )
}

function PlainWarning() {
  return <span className="text-warn">Plain http: anyone on the way can read what is sent.</span>
}
