'use client'

import { unstable_isUnrecognizedActionError } from 'next/navigation'
import { ErrorState } from '#components/feedback/error-state.tsx'

const digestOf = (error: unknown) =>
  error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  // The page is older than the server that it talks to: only loading it anew brings them together.
  const outdated = unstable_isUnrecognizedActionError(error)
  return (
    <main id="main" className="pt-[12dvh]">
      {outdated ? (
        <ErrorState
          as="h1"
          title="Patchbay was updated"
          description="Reload the page to go on with the new version."
          onRetry={() => location.reload()}
        />
      ) : (
        <ErrorState
          as="h1"
          title="Something went wrong"
          description="This page could not be shown. Try again; the log has the details."
          reference={digestOf(error)}
          onRetry={retry}
        />
      )}
    </main>
  )
}
