'use client'

import NextLink from 'next/link'
import { useRouter } from 'next/navigation'
import type { ComponentProps } from 'react'

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
export function Link({ prefetch, onPointerEnter, onFocus, ...props }: LinkProps) {
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
    />
  )
}
