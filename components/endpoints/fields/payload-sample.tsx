'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CodeBlock } from '#components/ui/code.tsx'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { WILDCARD } from '#lib/domain/endpoints/fields.ts'
import { payloadSamplesOptions } from '#lib/queries/catalogue.ts'
import { useEndpointScope } from './endpoint-scope.tsx'
import { useCatalogue } from './use-catalogue.ts'

/** One event's body in one payload version, as the dialect's encoder writes it. */
export function PayloadSample({ version }: { version: string }) {
  const { team, endpoint, profile } = useEndpointScope()
  const catalogue = useCatalogue()
  const chosen = endpoint.events.map((event) => event.type).filter((type) => type !== WILDCARD)
  const types = chosen.length > 0 ? chosen : catalogue.map((event) => event.type)
  const [picked, setPicked] = useState<string>()
  const type = picked ?? types[0] ?? ''
  const samples = useQuery({
    ...payloadSamplesOptions(team, profile.dialect, type),
    enabled: type !== '',
  })
  const sample = samples.data?.find((candidate) => candidate.version === version)
  return (
    <div className="mt-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-faint text-sm">Sample of {version}</p>
        {types.length > 1 ? (
          <Select
            size="s"
            aria-label="Event of the sample"
            value={type}
            onValueChange={setPicked}
            options={types.map((value) => ({ value, label: value }))}
            className="w-auto max-w-full font-mono"
          />
        ) : (
          <code>{type}</code>
        )}
      </div>
      {samples.isPending ? <Skeleton className="mt-2 h-40" /> : null}
      {samples.isError ? <p className="mt-2 text-bad">{samples.error.message}</p> : null}
      {sample?.body ? (
        <CodeBlock
          label={`Sample of ${type} as ${version}`}
          code={sample.body}
          className="mt-2 [&_section]:max-h-72"
        />
      ) : null}
      {sample?.refusal ? <p className="mt-2 text-warn">{sample.refusal}</p> : null}
    </div>
  )
}
