'use client'

import { lazy, Suspense, useState } from 'react'
import { Banner } from '#components/feedback/banner.tsx'
import { FieldList } from '#components/form/field-row.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { OauthAppName } from '#lib/domain/oauth-apps/app-names.ts'
import { CreateRow } from './create-row.tsx'
import { DialectChoice, type DialectOption } from './dialect-choice.tsx'
import type { DuplicateSource } from './duplicate-source.ts'

// Its rules and catalogues are wanted once a dialect is chosen; pointing at one is enough.
const loadForm = () => import('./create-form.tsx')
const CreateForm = lazy(() => loadForm().then((module) => ({ default: module.CreateForm })))

type CreateEndpointProps = {
  /** the team's slug */
  team: string
  dialects: readonly DialectOption[]
  /** what to copy; null where it was asked for and is not there */
  from: DuplicateSource | null | undefined
  /** what a link proposes for a new one; empty for nothing */
  asked: { readonly dialect: string; readonly url: string }
  /** whom an endpoint can be made for, where the dialect knows apps */
  apps: readonly OauthAppName[]
}

/** A new endpoint: its dialect first, then only the fields that the dialect has. */
export function CreateEndpoint({ team, dialects, from, asked, apps }: CreateEndpointProps) {
  const [dialect, setDialect] = useState(() => dialectOf(from?.endpoint.dialect ?? asked.dialect, dialects))
  const [error, setError] = useState<string>()
  const list = `/${team}/endpoints`
  return (
    <div className="max-w-[760px]">
      <PageHeader title="New endpoint" />
      {from === null ? <Banner className="mt-4">The endpoint to copy is not there any more.</Banner> : null}
      {from && dialect === '' ? (
        <Banner className="mt-4">Choose a dialect for the copy of {from.endpoint.name}.</Banner>
      ) : null}
      <FieldList className="mt-4" onPointerEnter={() => void loadForm()} onFocus={() => void loadForm()}>
        <CreateRow
          group
          label="Dialect"
          error={error}
          hint={dialect === '' ? 'How the receiver is spoken to. It decides what else can be set.' : null}
        >
          {() => (
            <DialectChoice
              dialects={dialects}
              value={dialect}
              onChange={(chosen) => {
                setError(undefined)
                setDialect(chosen)
              }}
            />
          )}
        </CreateRow>
      </FieldList>
      {dialect === '' ? (
        <div className="flex justify-end border-line border-t pt-4">
          <ButtonLink href={from ? `${list}/${from.endpoint.id}` : list}>Cancel</ButtonLink>
        </div>
      ) : (
        <Suspense fallback={<FormSkeleton />}>
          <CreateForm
            team={team}
            dialect={dialect}
            from={from ?? undefined}
            url={asked.url}
            apps={apps}
            onDialectRefused={(message) => setError(message)}
          />
        </Suspense>
      )}
    </div>
  )
}

/** A copy has its original's dialect, where the team may have another one of it. */
function dialectOf(wanted: string, dialects: readonly DialectOption[]): string {
  const option = dialects.find(({ dialect }) => dialect === wanted)
  return option && !option.full ? option.dialect : ''
}

function FormSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      {['a', 'b', 'c'].map((key) => (
        <div
          key={key}
          className="grid gap-x-4 gap-y-2 border-line border-t py-3.5 sm:grid-cols-[150px_minmax(0,1fr)_16px]"
        >
          <Skeleton className="mt-2.5 w-20" />
          <Skeleton className="h-8 rounded" />
        </div>
      ))}
    </div>
  )
}
