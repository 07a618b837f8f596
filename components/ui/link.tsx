'use client'

import NextLink, { useLinkStatus } from 'next/link'
import { useRouter } from 'next/navigation'
import type { ComponentProps } from 'react'
import { createPortal } from 'react-dom'

export type LinkProps = Omit<ComponentProps<typeof NextLink>, 'href' | 'prefetch'> & {
  href: string
  /**
   * False where the page's layout has to find first what the page is about: who clicks while that is fetched ahead would
   * see nothing of it until all is there, not even the skeleton.
   */
  prefetch?: false
}

/**
 * The way to another page. That page is fetched ahead once the pointer or the focus is on the link; to do so for all that
 * are in sight would ask the server for every section of the sidebar on each page load.
 */
export function Link({ prefetch, onPointerEnter, onFocus, children, ...props }: LinkProps) {
  const router = useRouter()
  function fetchAhead() {
    if (prefetch !== false) router.prefetch(props.href)
  }
  return (
    <NextLink
      {...props}
      prefetch={false}
      // a finger enters as it touches
      onPointerEnter={(event) => {
        fetchAhead()
        onPointerEnter?.(event)
      }}
      onFocus={(event) => {
        fetchAhead()
        onFocus?.(event)
      }}
    >
      {children}
      <OnItsWay />
    </NextLink>
  )
}

/** A bar along the window's edge while the link's page is fetched, for those that take their time. */
function OnItsWay() {
  const { pending } = useLinkStatus()
  if (!pending) return null
  return createPortal(
    <div
      role="progressbar"
      aria-label="Loading the page"
      className="fixed inset-x-0 top-0 z-50 h-0.5 origin-left animate-on-its-way bg-accent"
    />,
    document.body,
  )
}
