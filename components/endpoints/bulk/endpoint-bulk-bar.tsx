'use client'

import { lazy, type RefObject, Suspense, useEffect, useState } from 'react'
import { BulkBar, BulkButton } from '#components/data-table/bulk-bar.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'
import type { BulkTarget } from '#lib/domain/jobs/fields.ts'
import type { BulkDeed } from './bulk-words.ts'

/** Previews, catalogues and progress are fetched when something is selected. */
const load = () => import('./bulk-dialog.tsx')
const BulkDialog = lazy(() => load().then((module) => ({ default: module.BulkDialog })))

type EndpointBulkBarProps = {
  team: string
  target: BulkTarget
  /** how many, as it is shown */
  count: string
  /** whose events are offered */
  dialects: readonly string[]
  /** "Select all 1,204 that match"; absent where all are selected, or not all of the page are */
  offerAll?: { readonly count: string; readonly onSelect: () => void } | undefined
  onClear: () => void
  /** where the rows are */
  table: RefObject<HTMLElement | null>
}

/** What can be done to the selected endpoints. Each deed says first exactly what it would change. */
export function EndpointBulkBar({
  team,
  target,
  count,
  dialects,
  offerAll,
  onClear,
  table,
}: EndpointBulkBarProps) {
  const [deed, setDeed] = useState<BulkDeed>()

  // the focus was in the bar, or in a dialog of it, and must not be lost with them
  useEffect(
    () => () => {
      if (document.activeElement === document.body)
        table.current?.querySelector<HTMLElement>('[data-row-id]')?.focus({ preventScroll: true })
    },
    [table],
  )
  return (
    <>
      <BulkBar count={count} onClear={onClear}>
        {offerAll ? (
          <BulkButton onClick={offerAll.onSelect}>Select all {offerAll.count} that match</BulkButton>
        ) : null}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: only warms up what the buttons inside will need */}
        <span className="contents" onPointerEnter={() => void load()} onFocus={() => void load()}>
          <BulkButton onClick={() => setDeed('activate')}>Activate…</BulkButton>
          <BulkButton onClick={() => setDeed('pause')}>Pause…</BulkButton>
          <BulkButton onClick={() => setDeed('add-events')}>Add events…</BulkButton>
          <BulkButton onClick={() => setDeed('remove-events')}>Remove events…</BulkButton>
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <BulkButton>TLS verification…</BulkButton>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              <DropdownMenuItem onSelect={() => setDeed('tls-on')}>Turn on…</DropdownMenuItem>
              <DropdownMenuItem onSelect={() => setDeed('tls-off')}>Turn off…</DropdownMenuItem>
            </DropdownMenuContent>
          </DropdownMenu>
        </span>
      </BulkBar>
      {deed ? (
        <Suspense fallback={null}>
          <BulkDialog
            key={deed}
            team={team}
            deed={deed}
            target={target}
            dialects={dialects}
            onClose={() => setDeed(undefined)}
            onDone={() => {
              setDeed(undefined)
              onClear()
            }}
          />
        </Suspense>
      ) : null}
    </>
  )
}
