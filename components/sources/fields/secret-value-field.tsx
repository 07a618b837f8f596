'use client'

import { InlineField } from '#components/form/inline-field.tsx'
import { revealedText, useReveal } from '#components/form/use-reveal.ts'
import { Button } from '#components/ui/button.tsx'
import { Code } from '#components/ui/code.tsx'
import { Input } from '#components/ui/input.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { maskValue } from '#lib/domain/sources/mask.ts'
import { faultOf } from '#lib/domain/sources/values.ts'
import type { SetupField } from '#lib/domain/toolkits/toolkit.ts'
import { NotSet } from './open-value-field.tsx'
import { useSourceScope } from './source-scope.tsx'

/** What is typed is a whole new value: the mask of the old one is no beginning of it. */
interface Draft {
  readonly shown: string
  readonly updatedAt: string
  readonly typed: string
}

const loadReveal = () => import('./revealed-source-value.tsx')

/** A value that is kept from who may not reveal it: masked, replaced as a whole, shown for a moment on request. */
export function SecretValueField({ name, field }: { name: string; field: SetupField }) {
  const { source, may, changedBy, save } = useSourceScope()
  const stored = source.values.find((value) => value.name === name)
  const reveal = useReveal(loadReveal, stored?.updatedAt)
  const Revealed = reveal.module?.RevealedSourceValue
  const mayReveal = may('secret:reveal')
  const mayEdit = may('source:update') && may('source:configure')

  return (
    <InlineField<Draft>
      label={field.displayName}
      value={{ shown: stored?.shown ?? '', updatedAt: stored?.updatedAt ?? '', typed: '' }}
      version={source.version}
      changedBy={changedBy}
      check={({ typed }) => faultOf(field, typed.trim())?.message}
      hint={
        <>
          {reveal.error ? (
            <span role="alert" className="block text-bad">
              {reveal.error}
            </span>
          ) : null}
          {reveal.isShown ? revealedText : field.description}
          {stored && !reveal.isShown ? (
            <>
              . Set <RelativeTime at={stored.updatedAt} />
            </>
          ) : null}
          {mayEdit ? null : <span className="block">{roleNeeded('Setting it', 'source:configure')}</span>}
          {stored && !mayReveal ? (
            <span className="block">{roleNeeded('Revealing it', 'secret:reveal')}</span>
          ) : null}
        </>
      }
      editHint={`${field.description}. ${stored ? 'It replaces the one that is set, at once. ' : ''}Only this field is sent.`}
      aside={
        stored && mayReveal ? (
          <Button
            size="s"
            aria-label={`${reveal.isShown ? 'Hide' : 'Reveal'} ${field.displayName}`}
            {...reveal.button}
          >
            {reveal.isShown ? 'Hide' : 'Reveal'}
          </Button>
        ) : null
      }
      readOnlyReason={mayEdit ? undefined : ''}
      onSave={({ typed }, seenVersion) =>
        save({
          name,
          value: typed.trim(),
          seenVersion,
          toDraft: (shown) => ({ shown, updatedAt: '', typed: '' }),
          done: `${field.displayName} saved`,
        })
      }
      renderValue={({ shown, typed }) => {
        if (typed !== '') return <Code>{maskValue(typed.trim())}</Code>
        if (shown === '') return <NotSet field={field} />
        if (!Revealed) return <Code>{shown}</Code>
        return (
          <Revealed
            name={name}
            label={field.displayName}
            mask={shown}
            onShown={reveal.onShown}
            onHide={reveal.onHide}
          />
        )
      }}
      renderEditor={({ value, onChange, control }) => (
        <Input
          {...control}
          mono
          type="text"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder={value.shown === '' ? 'New value' : `New value, in place of ${value.shown}`}
          value={value.typed}
          onChange={(event) => onChange({ ...value, typed: event.target.value })}
        />
      )}
    />
  )
}
