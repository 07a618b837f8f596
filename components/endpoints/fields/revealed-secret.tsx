'use client'

import { RevealedValue } from '#components/form/revealed-value.tsx'
import { useRevealSecret } from '#lib/queries/endpoints.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

type RevealedSecretProps = {
  mask: string
  onShown: () => void
  onHide: (error?: string) => void
}

/** The plain secret, for a moment. */
export function RevealedSecret(props: RevealedSecretProps) {
  const { team, endpoint } = useEndpointScope()
  const { mutateAsync, reset } = useRevealSecret(team, endpoint.id)

  async function ask(): Promise<string> {
    try {
      return (await mutateAsync()).secret
    } finally {
      // What the mutation keeps of its answer goes now, not with the page.
      reset()
    }
  }
  return <RevealedValue {...props} ask={ask} copyLabel="signing secret" />
}
