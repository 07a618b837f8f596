'use client'

import { useId } from 'react'
import { GroupedChecklist } from '#components/form/grouped-checklist.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radio, RadioGroup } from '#components/ui/radio-group.tsx'
import { narrowGroups, permissionGroups } from '#lib/domain/api-keys/scope-groups.ts'
import { scopeWords } from '#lib/domain/api-keys/scope-words.ts'
import type { KeyReader } from './key-reader.ts'

type ScopesFieldProps = {
  reader: KeyReader
  /** a user's key can have all that its user's role may do */
  isOwn: boolean
  reach: 'role' | 'chosen'
  onReach: (reach: 'role' | 'chosen') => void
  value: readonly string[]
  onChange: (scopes: string[]) => void
  error: string | undefined
  /** where the focus goes when nothing is chosen */
  focusRef: (element: { focus: () => void } | null) => void
}

/** What a key may do: never more than who makes it. */
export function ScopesField(props: ScopesFieldProps) {
  const { reader, isOwn, reach, onReach, value, onChange, error, focusRef } = props
  const id = useId()
  const chooses = !isOwn || reach === 'chosen'
  const groups = narrowGroups(permissionGroups, (scope) => (reader.permissions as string[]).includes(scope))
  const all = groups.flatMap(({ scopes }) => scopes)
  return (
    <fieldset className="min-w-0" aria-describedby={chooses && error ? `${id}-error` : `${id}-hint`}>
      <legend className="font-medium">Scopes</legend>
      <p id={`${id}-hint`} className="mt-0.5 text-faint text-sm">
        What it may do. Only what your own role may do can be given away.
      </p>
      {isOwn ? (
        <RadioGroup className="mt-3">
          <Radio
            name={id}
            value="role"
            checked={reach === 'role'}
            onChange={() => onReach('role')}
            description={`You are ${reader.role} now. When your role changes, the key follows.`}
          >
            All that my role may do
          </Radio>
          <Radio name={id} value="chosen" checked={reach === 'chosen'} onChange={() => onReach('chosen')}>
            Only what is chosen below
          </Radio>
        </RadioGroup>
      ) : null}
      {chooses ? (
        <>
          <div className="mt-3 flex flex-wrap gap-2">
            <Button size="s" onClick={() => onChange(all.filter((scope) => scope.endsWith(':read')))}>
              Reading only
            </Button>
            <Button size="s" onClick={() => onChange([...all])}>
              Everything
            </Button>
            <Button size="s" onClick={() => onChange([])}>
              Nothing
            </Button>
          </div>
          {error ? (
            <p id={`${id}-error`} role="alert" className="mt-3 text-bad text-sm">
              {error}
            </p>
          ) : null}
          <GroupedChecklist
            className="mt-4"
            groups={groups.map(({ heading, scopes }) => ({
              heading,
              items: scopes.map((scope) => ({ value: scope, label: scopeWords(scope), code: scope })),
            }))}
            value={value}
            onChange={onChange}
            invalid={error !== undefined}
            describedBy={error ? `${id}-error` : undefined}
            focusRef={focusRef}
          />
        </>
      ) : null}
    </fieldset>
  )
}
