'use client'

import { useEffect, useRef, useState } from 'react'
import { type EndpointField, endpointFields, fieldLabels } from '#lib/domain/endpoints/fields.ts'
import type { EndpointView } from '#lib/domain/endpoints/view.ts'
import { useEndpointScope } from '../fields/endpoint-scope.tsx'

/** Tells screen readers which field somebody else has just changed; the eye sees its row light up. */
export function ChangeAnnouncer() {
  const { endpoint, authors } = useEndpointScope()
  const before = useRef(endpoint)
  const [text, setText] = useState('')
  useEffect(() => {
    if (before.current === endpoint) return
    const changed = changedFields(before.current, endpoint).filter((field) => authors[field])
    before.current = endpoint
    if (changed.length > 0)
      setText(changed.map((field) => `${authors[field]} changed ${fieldLabels[field]}.`).join(' '))
  }, [endpoint, authors])
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  )
}

function changedFields(before: EndpointView, after: EndpointView): EndpointField[] {
  if (before.version === after.version) return []
  return endpointFields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
}
