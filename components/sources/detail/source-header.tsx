'use client'

import { Code } from '#components/ui/code.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { useSourceScope } from '../fields/source-scope.tsx'

/** The head of the page: whose app it is of, how far it is set up, and its id. */
export function SourceHeader() {
  const { source, toolkit } = useSourceScope()
  const fields = Object.entries(toolkit.setupFields)
  const isSet = (name: string) => source.values.some((value) => value.name === name)
  const set = fields.filter(([name]) => isSet(name)).length
  const complete = fields.every(([name, field]) => !field.isRequired || isSet(name))
  return (
    <header className="min-w-0">
      <h1 className="flex min-h-8 min-w-0 items-center break-all font-semibold text-xl tracking-[-.01em]">
        {source.clientId}
      </h1>
      <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1">
        <Tag>{toolkit.label}</Tag>
        <Tag tone={complete ? 'ok' : 'warn'} dot>
          {set} of {fields.length} configured
        </Tag>
        <Code copy={source.publicId} copyLabel="ID" className="text-faint">
          {source.publicId}
        </Code>
      </div>
    </header>
  )
}
