'use client'

import type { ReactNode } from 'react'

/**
 * A form that stands alone on a page. Its submit also counts when it comes before the page's code has arrived:
 * React keeps it, and hands it over then. The browser never sends it by itself, so no password ends in an address.
 */
export function AuthForm({ onSubmit, children }: { onSubmit: () => Promise<void>; children: ReactNode }) {
  return (
    <form
      noValidate
      action={onSubmit}
      // React empties a form after its action; after a refusal the fields must keep what was typed
      onReset={(event) => event.preventDefault()}
      className="flex flex-col gap-4"
    >
      {children}
    </form>
  )
}
