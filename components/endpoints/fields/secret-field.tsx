'use client'

import { lazy, Suspense, useId, useRef, useState } from 'react'
import { FieldRow } from '#components/form/field-row.tsx'
import { Button } from '#components/ui/button.tsx'
import { Code } from '#components/ui/code.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { roleNeeded, useEndpointScope } from './endpoint-scope.tsx'
import type { RotatedSecret } from './rotate-dialog.tsx'
import { useReveal } from './use-reveal.ts'

const OlderKeys = lazy(() => import('./older-keys.tsx').then((module) => ({ default: module.OlderKeys })))
const RotateDialog = lazy(() =>
  import('./rotate-dialog.tsx').then((module) => ({ default: module.RotateDialog })),
)
const SecretOnceDialog = lazy(() =>
  import('./secret-once-dialog.tsx').then((module) => ({ default: module.SecretOnceDialog })),
)

/** The key that signs: masked, with its age; rotated, revealed and revoked by who may. */
export function SecretField() {
  const { team, endpoint, may, authors } = useEndpointScope()
  const id = useId()
  const [rotating, setRotating] = useState(false)
  const [made, setMade] = useState<RotatedSecret>()
  const rotateRef = useRef<HTMLButtonElement>(null)
  const reveal = useReveal(team, endpoint.id)
  const [current, ...older] = endpoint.secrets

  if (!current) {
    return (
      <FieldRow label="Signing secret">
        <span className="text-muted">None: signing is off.</span>
      </FieldRow>
    )
  }
  return (
    <FieldRow
      label="Signing secret"
      error={reveal.error}
      errorId={`${id}-error`}
      action={
        <>
          {may('secret:reveal') ? (
            <Button
              ref={reveal.buttonRef}
              size="s"
              loading={reveal.pending}
              onClick={reveal.secret === undefined ? reveal.show : reveal.hide}
            >
              {reveal.secret === undefined ? 'Reveal' : 'Hide'}
            </Button>
          ) : null}
          {may('secret:rotate') ? (
            <Button ref={rotateRef} size="s" onClick={() => setRotating(true)}>
              Rotate…
            </Button>
          ) : null}
        </>
      }
    >
      {reveal.secret === undefined ? (
        <Code>{current.mask}</Code>
      ) : (
        <span ref={reveal.shownRef} tabIndex={-1} className="block rounded-sm">
          <Code copy={reveal.secret} copyLabel="signing secret">
            {reveal.secret}
          </Code>
        </span>
      )}
      <p className="text-faint text-sm">
        {reveal.secret === undefined ? (
          <>
            Created <RelativeTime at={current.createdAt} /> by {current.createdBy}.
            {authors.secret ? ` Changed by ${authors.secret}.` : null}
            {may('secret:reveal') ? null : ` ${roleNeeded('Revealing', 'secret:reveal')}`}
            {may('secret:rotate') ? null : ` ${roleNeeded('Rotating', 'secret:rotate')}`}
          </>
        ) : (
          'Hidden again after 30 seconds, or when you turn to something else. The audit log has this look.'
        )}
      </p>
      <Suspense>{older.length > 0 ? <OlderKeys keys={older} focusAfter={rotateRef} /> : null}</Suspense>
      <Suspense>
        {rotating ? (
          <RotateDialog onClose={() => setRotating(false)} onMade={setMade} returnFocusTo={rotateRef} />
        ) : null}
        {made ? (
          <SecretOnceDialog
            secret={made.secret}
            detail={
              made.overlapMs > 0
                ? 'Until the old secret ends, deliveries carry both signatures.'
                : 'The old secret signs no more.'
            }
            onStored={() => setMade(undefined)}
            returnFocusTo={rotateRef}
          />
        ) : null}
      </Suspense>
    </FieldRow>
  )
}
