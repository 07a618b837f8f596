'use client'

import { useRouter } from 'next/navigation'
import { useOptimistic, useState, useTransition } from 'react'

type Side = 'previous' | 'next'
type How = {
  /** in place of the entry in the browser's history, as for each letter of a search */
  readonly replace?: boolean
  readonly page?: Side
}

/**
 * What a list shows when the address says it and the server reads it: `state`, and the way to another. `hrefOf` is the
 * address of a state.
 */
export function useListState<State extends { readonly cursor: string | undefined }>(
  state: State,
  hrefOf: (state: State) => string,
) {
  const router = useRouter()
  const [moving, startMove] = useTransition()
  // What was chosen shows at once, and further choices build on it, while its rows are still on their way.
  const [wanted, setWanted] = useOptimistic(state)
  const [paging, setPaging] = useState<Side>()

  function show(next: State, { replace = false, page }: How = {}) {
    setPaging(page)
    startMove(() => {
      setWanted(next)
      if (replace) router.replace(hrefOf(next), { scroll: false })
      else router.push(hrefOf(next), { scroll: page !== undefined })
    })
  }

  return {
    /** what was chosen last, also while its rows are on their way */
    wanted,
    /** they are on their way */
    moving,
    show,
    /** Another filter or order begins at its first page. */
    narrow: (part: Partial<State>, how?: How) => show({ ...wanted, ...part, cursor: undefined }, how),
    /** For the pager under a page that has these neighbours. */
    pagerOf: (page: Readonly<Record<Side, string | null>> | undefined) => {
      const turn = (side: Side) => {
        const cursor = page?.[side]
        return cursor ? () => show({ ...wanted, cursor }, { page: side }) : undefined
      }
      return {
        onPrevious: turn('previous'),
        onNext: turn('next'),
        pending: moving ? paging : undefined,
      }
    },
  }
}
