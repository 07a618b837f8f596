'use client'

import { lazy, Suspense, useId, useRef, useState } from 'react'
import { FieldRow } from '#components/form/field-row.tsx'
import { useOnDemandDialog } from '#components/form/use-on-demand-dialog.ts'
import { revealedText, useReveal } from '#components/form/use-reveal.ts'
import { Button } from '#components/ui/button.tsx'
import { Code } from '#components/ui/code.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

const OlderKeys = lazy(() => import('./older-keys.tsx').then((module) => ({ default: module.OlderKeys })))
const loadReveal = () => import('./revealed-secret.tsx')
const loadRotate = () => import('./rotate-dialog.tsx')

/** The key that signs: masked, with its age; rotated, revealed and revoked by who may. */
export function SecretField() {
  const { endpoint, may, authors } = useEndpointScope()
  const id = useId()
  const rotateRef = useRef<HTMLButtonElement>(null)
  const rotation = useOnDemandDialog(loadRotate)
  const [current, ...older] = endpoint.secrets
  const reveal = useReveal(loadReveal, current?.id)
  const RevealedSecret = reveal.module?.RevealedSecret
  // few endpoints have any; once there, it stays for what is left to do when the last one goes
  const [hasHadOlder, setHasHadOlder] = useState(older.length > 0)
  if (older.length > 0 && !hasHadOlder) setHasHadOlder(true)

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
      error={reveal.error ?? rotation.error}
      errorId={`${id}-error`}
      action={
        <>
          {may('secret:reveal') ? (
            <Button size="s" {...reveal.button}>
              {reveal.isShown ? 'Hide' : 'Reveal'}
            </Button>
          ) : null}
          {may('secret:rotate') ? (
            <Button ref={rotateRef} size="s" {...rotation.button}>
              Rotate…
            </Button>
          ) : null}
        </>
      }
    >
      {RevealedSecret ? (
        <RevealedSecret mask={current.mask} onShown={reveal.onShown} onHide={reveal.onHide} />
      ) : (
        <Code>{current.mask}</Code>
      )}
      <p className="text-faint text-sm">
        {reveal.isShown ? (
          revealedText
        ) : (
          <>
            Created <RelativeTime at={current.createdAt} /> by {current.createdBy}.
            {authors.secret ? ` Changed by ${authors.secret}.` : null}
            {may('secret:reveal') ? null : ` ${roleNeeded('Revealing', 'secret:reveal')}`}
            {may('secret:rotate') ? null : ` ${roleNeeded('Rotating', 'secret:rotate')}`}
          </>
        )}
      </p>
      {hasHadOlder ? (
        <Suspense>
          <OlderKeys keys={older} focusAfter={rotateRef} />
        </Suspense>
      ) : null}
      {rotation.dialog ? (
        <rotation.dialog.RotateDialog onClose={rotation.close} returnFocusTo={rotateRef} />
      ) : null}
    </FieldRow>
  )
}
