'use client'

import { unstable_isUnrecognizedActionError } from 'next/navigation'
import { PlainError } from '#components/feedback/plain-error.tsx'

const digestOf = (error: unknown) =>
  error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  // The page is older than the server that it talks to: only loading it anew brings them together.
  if (unstable_isUnrecognizedActionError(error))
    return (
      <PlainError
        title="Patchbay was updated"
        description="Reload the page to go on with the new version."
        buttonLabel="Reload"
        onButton={() => location.reload()}
      />
    )
  return (
    <PlainError
      title="Something went wrong"
      description="This page could not be shown. Try again; the log has the details."
      reference={digestOf(error)}
      buttonLabel="Try again"
      onButton={retry}
    />
  )
}
