'use client'

import { FieldRow } from '#components/form/field-row.tsx'
import { GroupedChecklist } from '#components/form/grouped-checklist.tsx'
import { InlineField } from '#components/form/inline-field.tsx'
import { Code } from '#components/ui/code.tsx'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { scopeWords } from '#lib/domain/api-keys/scope-words.ts'
import { useAppScope } from './app-scope.tsx'
import { appScopeGroups } from './app-scopes.ts'
import { appKind, appKindText } from './kind-text.ts'
import { parseRedirectUris, redirectUrisFault } from './redirect-uris.ts'
import { scopeChecklist } from './scope-checklist.ts'

const alone = 'Only this field is sent.'

/** How people know the app. */
export function NameField() {
  const { app, authors, readOnlyReason, save } = useAppScope()
  return (
    <InlineField<string>
      label="Name"
      value={app.name}
      version={app.version}
      changedBy={authors.name}
      check={(draft) => (draft.trim() === '' ? 'The name must not be empty.' : undefined)}
      editHint={`People read it when the app asks for access. ${alone}`}
      readOnlyReason={readOnlyReason}
      onSave={(draft, seenVersion) =>
        save({
          field: 'name',
          value: draft.trim(),
          before: app.name,
          seenVersion,
          toDraft: String,
          done: 'Name saved',
        })
      }
      renderValue={(value) => <span className="break-words">{value}</span>}
      renderEditor={({ value, onChange, control }) => (
        <Input
          {...control}
          type="text"
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    />
  )
}

/** What the app calls itself, and which of the two kinds it is; neither ever changes. */
export function ClientIdField() {
  const { app } = useAppScope()
  const { label, description } = appKindText[appKind(app)]
  return (
    <FieldRow label="Client ID" hint={`${label}. ${description}`}>
      <Code copy={app.clientId} copyLabel="client ID">
        {app.clientId}
      </Code>
    </FieldRow>
  )
}

const toText = (uris: unknown) => (Array.isArray(uris) ? uris.join('\n') : '')

/** Where people come back to; edited as text, one a line. */
export function RedirectUrisField() {
  const { app, authors, readOnlyReason, save } = useAppScope()
  return (
    <InlineField<string>
      multiline
      label="Redirect addresses"
      value={toText(app.redirectUris)}
      version={app.version}
      changedBy={authors.redirectUris}
      check={(draft) => redirectUrisFault(draft, app.confidential)}
      editHint={`One a line. Compared to the letter. ${alone}`}
      readOnlyReason={readOnlyReason}
      onSave={(draft, seenVersion) =>
        save({
          field: 'redirectUris',
          value: parseRedirectUris(draft),
          before: app.redirectUris,
          seenVersion,
          toDraft: toText,
          done: 'Redirect addresses saved',
        })
      }
      renderValue={(value) => <RedirectUris uris={parseRedirectUris(value)} />}
      renderEditor={({ value, onChange, control }) => (
        <Textarea
          {...control}
          mono
          rows={3}
          spellCheck={false}
          autoCapitalize="none"
          placeholder="https://app.example/callback"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    />
  )
}

function RedirectUris({ uris }: { uris: readonly string[] }) {
  if (uris.length === 0) return <span className="text-faint">None: it acts for itself alone.</span>
  return (
    <ul className="flex flex-col gap-1">
      {uris.map((uri) => (
        <li key={uri}>
          <Code>{uri}</Code>
        </li>
      ))}
    </ul>
  )
}

/** What the app may ask for. */
export function ScopesField() {
  const { app, authors, permissions, readOnlyReason, save } = useAppScope()
  return (
    <InlineField<readonly string[]>
      group
      label="Scopes"
      value={app.scopes}
      version={app.version}
      changedBy={authors.scopes}
      check={(draft) => (draft.length === 0 ? 'Choose at least one scope.' : undefined)}
      hint="What it may ask for. For a person it never does more than that person may."
      editHint={`What is taken away is gone from its tokens at once. ${alone}`}
      readOnlyReason={readOnlyReason}
      onSave={(draft, seenVersion) =>
        save({
          field: 'scopes',
          value: draft,
          before: app.scopes,
          seenVersion,
          toDraft: (current) => (Array.isArray(current) ? current.map(String) : []),
          done: 'Scopes saved',
        })
      }
      renderValue={(value) => (
        <ul className="flex flex-col gap-1.5">
          {value.map((scope) => (
            <li key={scope}>
              <span className="block first-letter:uppercase">{scopeWords(scope)}</span>
              <code className="text-faint text-sm">{scope}</code>
            </li>
          ))}
        </ul>
      )}
      renderEditor={({ value, onChange, saving, control }) => (
        <GroupedChecklist
          groups={scopeChecklist(appScopeGroups(permissions, app.scopes))}
          value={value}
          onChange={onChange}
          readOnly={saving}
          invalid={control['aria-invalid']}
        />
      )}
    />
  )
}
