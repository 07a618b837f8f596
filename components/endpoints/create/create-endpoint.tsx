'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { Banner } from '#components/feedback/banner.tsx'
import { FieldList } from '#components/form/field-row.tsx'
import { FormError } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { toastDone } from '#components/ui/toast.ts'
import { createEndpointAction } from '#lib/actions/endpoints.ts'
import { profileOf, profiles } from '#lib/dialects/profile.ts'
import type { CatalogueEvent } from '#lib/domain/endpoints/profile.ts'
import type { EndpointView } from '#lib/domain/endpoints/view.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import { ActionError, runAction } from '#lib/queries/run-action.ts'
import { SecretOnceDialog } from '../fields/secret-once-dialog.tsx'
import { createResolver } from './create-resolver.ts'
import { CreateRow } from './create-row.tsx'
import {
  blankValues,
  type CreateFields,
  type CreateValues,
  dialectDefaults,
  duplicateOf,
} from './create-values.ts'
import { DialectChoice } from './dialect-choice.tsx'
import { DialectFields } from './dialect-fields.tsx'

const resolver = createResolver(profileOf)

export interface DuplicateSource {
  readonly endpoint: EndpointView
  /** what its dialect offers now */
  readonly catalogue: readonly CatalogueEvent[]
}

type CreateEndpointProps = {
  /** the team's slug */
  team: string
  /** dialects of which the team has all that it may have */
  full: readonly string[]
  /** what to copy; null where it was asked for and is not there */
  from: DuplicateSource | null | undefined
}

/** A new endpoint: its dialect first, then only the fields that the dialect has. */
export function CreateEndpoint({ team, full, from }: CreateEndpointProps) {
  const router = useRouter()
  const queries = useQueryClient()
  const [start] = useState(() => startOf(from, full))
  const [made, setMade] = useState<{ id: string; name: string; secret: string }>()
  const form = useForm<CreateValues, unknown, CreateFields>({
    resolver,
    defaultValues: start.values,
    mode: 'onTouched',
  })
  const { errors, isSubmitting } = form.formState
  const profile = profileOf(form.watch('dialect'))
  const list = `/${team}/endpoints`

  const submit = form.handleSubmit(async (fields) => {
    const dialect = form.getValues('dialect')
    try {
      const { endpoint, secret } = await runAction(
        createEndpointAction({ team, dialect, fields: { ...fields } }),
      )
      void queries.invalidateQueries({ queryKey: [...queryKeys.endpoints(team), 'list'] })
      void queries.invalidateQueries({ queryKey: queryKeys.changes(team) })
      const { id, name } = endpoint
      if (secret === null) leaveFor(id, name)
      else setMade({ id, name, secret })
    } catch (error) {
      showRefusal(error)
    }
  })

  function leaveFor(id: string, name: string) {
    toastDone({ message: `${name} created` })
    router.push(`${list}/${id}`)
  }

  function showRefusal(error: unknown) {
    if (!(error instanceof ActionError))
      return form.setError('root', { message: 'That did not work. Try again.' })
    if (error.code === 'already_exists') return form.setError('dialect', { message: error.message })
    const values = form.getValues()
    const atFields = error.issues.filter(({ path }) => Object.hasOwn(values, String(path[0])))
    for (const [at, { path, message }] of atFields.entries())
      form.setError(path[0] as keyof CreateValues, { message }, { shouldFocus: at === 0 })
    if (atFields.length === 0) form.setError('root', { message: error.message })
  }

  return (
    <div className="max-w-[760px]">
      <PageHeader title="New endpoint" />
      {start.note ? <Banner className="mt-4">{start.note}</Banner> : null}
      <form noValidate onSubmit={(event) => void submit(event)} className="mt-4">
        <FieldList>
          <CreateRow group label="Dialect" error={errors.dialect?.message}>
            {(props) => (
              <Controller
                control={form.control}
                name="dialect"
                render={({ field }) => (
                  <DialectChoice
                    profiles={profiles}
                    full={full}
                    value={field.value}
                    onChange={(chosen) => {
                      form.reset({ ...form.getValues(), ...dialectDefaults(chosen) })
                    }}
                    describedBy={props['aria-describedby']}
                    focusRef={field.ref}
                  />
                )}
              />
            )}
          </CreateRow>
          {profile ? <DialectFields key={profile.dialect} team={team} profile={profile} form={form} /> : null}
        </FieldList>
        <div className="mt-2 flex flex-col gap-4 border-line border-t pt-4">
          <FormError>{errors.root?.message}</FormError>
          <div className="flex flex-wrap justify-end gap-2">
            <ButtonLink href={list}>Cancel</ButtonLink>
            <SubmitButton loading={isSubmitting || made !== undefined}>Create endpoint</SubmitButton>
          </div>
        </div>
      </form>
      <SecretOnceDialog
        secret={made?.secret}
        onStored={() => {
          setMade(undefined)
          if (made) leaveFor(made.id, made.name)
        }}
      />
    </div>
  )
}

interface Start {
  readonly values: CreateValues
  readonly note?: string
}

function startOf(from: DuplicateSource | null | undefined, full: readonly string[]): Start {
  if (from === undefined) return { values: blankValues() }
  const profile = from && profileOf(from.endpoint.dialect)
  if (!profile) return { values: blankValues(), note: 'The endpoint to copy is not there any more.' }
  const { values, leftOut } = duplicateOf(from.endpoint, profile, from.catalogue)
  const notes = [
    values.headers.some((row) => row.wasHidden)
      ? 'Hidden header values are not copied: enter them again.'
      : '',
    leftOut.length > 0 ? `Not copied, because they left the catalogue: ${leftOut.join(', ')}.` : '',
    values.signing ? 'The copy gets a signing secret of its own.' : '',
  ]
  if (full.includes(profile.dialect))
    return {
      values: { ...values, dialect: '' },
      note: `This team has its ${profile.label} endpoint already. Choose another dialect for the copy.`,
    }
  const note = notes.filter(Boolean).join(' ')
  return note ? { values, note } : { values }
}
