'use client'

import { useRouter } from 'next/navigation'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { ButtonKbd } from '#components/ui/kbd.tsx'
import { useShortcut } from '#components/ui/shortcut.ts'

/** The way to a new source; C leads there, too. */
export function NewSourceLink({ team }: { team: string }) {
  const router = useRouter()
  const href = `/${team}/sources/new`
  useShortcut('c', () => router.push(href))
  return (
    <ButtonLink href={href} variant="primary" aria-keyshortcuts="c">
      New source
      <ButtonKbd>C</ButtonKbd>
    </ButtonLink>
  )
}
