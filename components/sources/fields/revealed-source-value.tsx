'use client'

import { RevealedValue } from '#components/form/revealed-value.tsx'
import { useRevealSourceValue } from '#lib/queries/sources.ts'
import { useSourceScope } from './source-scope.tsx'

type RevealedSourceValueProps = {
  name: string
  label: string
  mask: string
  onShown: () => void
  onHide: (error?: string) => void
}

/** One value in clear, for a moment. */
export function RevealedSourceValue({ name, label, ...props }: RevealedSourceValueProps) {
  const { team, source } = useSourceScope()
  const { mutateAsync, reset } = useRevealSourceValue(team, source.id)

  async function ask(): Promise<string> {
    try {
      return (await mutateAsync(name)).value
    } finally {
      // What the mutation keeps of its answer goes now, not with the page.
      reset()
    }
  }
  return <RevealedValue {...props} ask={ask} copyLabel={label} />
}
