'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { Banner } from '#components/feedback/banner.tsx'
import { SecretOnceDialog } from '#components/feedback/secret-once-dialog.tsx'
import { FieldList } from '#components/form/field-row.tsx'
import { FormError } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { toastDone } from '#components/ui/toast.ts'
import { createEndpointAction } from '#lib/actions/endpoints.ts'
import { profileOf } from '#lib/dialects/profile.ts'
import type { OauthAppName } from '#lib/domain/oauth-apps/app-names.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import { ActionError, runAction } from '#lib/queries/run-action.ts'
import { AppChoice } from './app-choice.tsx'
import { createResolver } from './create-resolver.ts'
import { type CreateFields, type CreateValues, dialectDefaults, startValues } from './create-values.ts'
import { DialectFields } from './dialect-fields.tsx'
import type { DuplicateSource } from './duplicate-source.ts'

const resolver = createResolver(profileOf)
/** Longer than a press of a button. */
const LEFT_PAUSE_MS = 400

type CreateFormProps = {
  team: string
  dialect: string
  from: DuplicateSource | undefined
  /** of a new one that is no copy */
  url: string
  /** whom a new endpoint can be made for, where the dialect knows apps */
  apps: readonly OauthAppName[]
  /** the team may not have another endpoint of this dialect, as somebody found out meanwhile */
  onDialectRefused: (message: string) => void
}

/** All fields after the dialect. What was typed stays when another dialect is chosen, as far as that has the field. */
export function CreateForm({ team, dialect, from, url, apps, onDialectRefused }: CreateFormProps) {
  const router = useRouter()
  const queries = useQueryClient()
  const [start] = useState(() => startValues(dialect, from, profileOf))
  const [appId, setAppId] = useState('')
  const [made, setMade] = useState<{ id: string; name: string; secret: string }>()
  const form = useForm<CreateValues, unknown, CreateFields>({
    resolver,
    defaultValues: from ? start.values : { ...start.values, url },
    mode: 'onTouched',
    // Words that come as a field is left would move the button from under the press that left it.
    delayError: LEFT_PAUSE_MS,
  })
  const { reset, getValues, formState } = form
  const profile = profileOf(form.watch('dialect'))
  const list = `/${team}/endpoints`

  useEffect(() => {
    const chosen = profileOf(dialect)
    if (chosen && getValues('dialect') !== dialect) reset({ ...getValues(), ...dialectDefaults(chosen) })
  }, [dialect, getValues, reset])

  const submit = form.handleSubmit(async (fields) => {
    try {
      const forApp = appId !== '' && profile?.ofApps ? { oauthAppId: appId } : {}
      const call = createEndpointAction({ team, dialect, fields: { ...fields }, ...forApp })
      const { endpoint, secret } = await runAction(call)
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
    if (error.code === 'already_exists') return onDialectRefused(error.message)
    const atFields = error.issues.filter(({ path }) => Object.hasOwn(getValues(), String(path[0])))
    for (const [at, { path, message }] of atFields.entries())
      form.setError(path[0] as keyof CreateValues, { message }, { shouldFocus: at === 0 })
    if (atFields.length === 0) form.setError('root', { message: error.message })
  }

  if (!profile) return null
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="border-line border-t">
      {start.notes.length > 0 && profile.dialect === start.values.dialect ? (
        <Banner className="mt-4">{start.notes.join(' ')}</Banner>
      ) : null}
      <FieldList>
        <DialectFields key={profile.dialect} team={team} profile={profile} form={form} />
        {profile.ofApps && apps.length > 0 ? (
          <AppChoice apps={apps} value={appId} onChange={setAppId} />
        ) : null}
      </FieldList>
      <div className="mt-2 flex flex-col gap-4 border-line border-t pt-4">
        <FormError>{formState.errors.root?.message}</FormError>
        <div className="flex flex-wrap justify-end gap-2">
          <ButtonLink href={from ? `${list}/${from.endpoint.id}` : list}>Cancel</ButtonLink>
          <SubmitButton loading={formState.isSubmitting || made !== undefined}>Create endpoint</SubmitButton>
        </div>
      </div>
      {made ? (
        <SecretOnceDialog
          secret={made.secret}
          onStored={() => {
            setMade(undefined)
            leaveFor(made.id, made.name)
          }}
        />
      ) : null}
    </form>
  )
}
