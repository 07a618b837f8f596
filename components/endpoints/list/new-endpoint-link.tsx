'use client'

import { useRouter } from 'next/navigation'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { ButtonKbd } from '#components/ui/kbd.tsx'
import { useShortcut } from '#components/ui/shortcut.ts'

/** The way to a new endpoint; C leads there, too. */
export function NewEndpointLink({ team }: { team: string }) {
  const router = useRouter()
  const href = `/${team}/endpoints/new`
  useShortcut('c', () => router.push(href))
  return (
    <ButtonLink href={href} variant="primary" aria-keyshortcuts="c">
      New endpoint
      <ButtonKbd>C</ButtonKbd>
    </ButtonLink>
  )
}
