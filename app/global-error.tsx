'use client'

import { useEffect } from 'react'
import { PlainError } from '#components/feedback/plain-error.tsx'
import { readTheme, themeCookie } from '#components/layout/theme.ts'
import './globals.css'

/** Stands in when even the root layout failed, so it brings its own document and finds the theme by itself. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  useEffect(() => {
    const chosen = new RegExp(`(?:^|; )${themeCookie}=([a-z]+)`).exec(document.cookie)?.[1]
    document.documentElement.dataset.theme = readTheme(chosen)
  }, [])
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Patchbay</title>
        <PlainError
          title="Something went wrong"
          description="Patchbay could not be shown. Try again; the log has the details."
          buttonLabel="Try again"
          onButton={retry}
        />
      </body>
    </html>
  )
}
