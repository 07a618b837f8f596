'use client'

import { lazy, Suspense, useState } from 'react'
import { EditButton } from '#components/form/edit-button.tsx'
import { FieldRow } from '#components/form/field-row.tsx'
import { Code } from '#components/ui/code.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { SignatureRule } from '#lib/domain/endpoints/profile.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

const VerificationSnippets = lazy(() =>
  import('./verification-snippets.tsx').then((module) => ({ default: module.VerificationSnippets })),
)

const signedParts: Readonly<Record<SignatureRule['signed'], string>> = {
  'id.timestamp.body': 'id, time and body',
  'timestamp.body': 'time and body',
  body: 'the body',
}

/** How a receiver tells that a delivery is ours: in a line, and in code. */
export function VerificationField() {
  const { endpoint, profile } = useEndpointScope()
  const [open, setOpen] = useState(false)
  const { header, signed, encoding } = profile.delivery.signature
  if (endpoint.secrets.length === 0) return null
  return (
    <FieldRow
      label="Verification"
      action={
        <EditButton fieldLabel="for verifying" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide code' : 'Show code'}
        </EditButton>
      }
    >
      <Code>{header}</Code>
      <span className="block text-faint text-sm">
        HMAC-SHA256 of {signedParts[signed]}, in {encoding}.
      </span>
      {open ? (
        <Suspense fallback={<Skeleton className="mt-2 h-96" />}>
          <VerificationSnippets />
        </Suspense>
      ) : null}
    </FieldRow>
  )
}
