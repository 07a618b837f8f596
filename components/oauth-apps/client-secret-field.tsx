'use client'

import { useRef } from 'react'
import { FieldRow } from '#components/form/field-row.tsx'
import { useOnDemandDialog } from '#components/form/use-on-demand-dialog.ts'
import { Button } from '#components/ui/button.tsx'
import { Code } from '#components/ui/code.tsx'
import { useAppScope } from './app-scope.tsx'

const loadDialog = () => import('./rotate-dialog.tsx')

/** The secret that a confidential app proves itself with: never shown again, replaced at will. */
export function ClientSecretField() {
  const { app } = useAppScope()
  const { dialog, error, close, button } = useOnDemandDialog(loadDialog)
  const buttonRef = useRef<HTMLButtonElement>(null)
  if (!app.confidential)
    return (
      <FieldRow label="Client secret">
        <span className="text-muted">None: a public app proves itself by PKCE.</span>
      </FieldRow>
    )
  return (
    <FieldRow
      label="Client secret"
      hint="Only its fingerprint is kept, so nobody can see it again."
      error={error}
      action={
        app.revokedAt === null ? (
          <Button ref={buttonRef} size="s" {...button}>
            Rotate…
          </Button>
        ) : null
      }
    >
      <Code>ocs_••••••••••••••••</Code>
      {dialog ? <dialog.RotateDialog onClose={close} returnFocusTo={buttonRef} /> : null}
    </FieldRow>
  )
}
