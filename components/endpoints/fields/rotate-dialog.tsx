'use client'

import '#components/form/zod-settings.ts'
import { zodResolver } from '@hookform/resolvers/zod'
import { type RefObject, useId, useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { SecretOnceDialog } from '#components/feedback/secret-once-dialog.tsx'
import { FormError } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogClose, DialogContent } from '#components/ui/dialog.tsx'
import { Radio, RadioGroup } from '#components/ui/radio-group.tsx'
import { useRotateSecret } from '#lib/queries/endpoints.ts'
import { useEndpointScope } from './endpoint-scope.tsx'
import { overlapChoices } from './overlap-choices.ts'

type RotateDialogProps = { onClose: () => void; returnFocusTo: RefObject<HTMLElement | null> }

/** Makes a new secret: first what becomes of the old one is asked, then the new one is shown, once. */
export function RotateDialog({ onClose, returnFocusTo }: RotateDialogProps) {
  const [made, setMade] = useState<{ secret: string; overlapMs: number }>()
  if (!made) return <RotateForm onClose={onClose} onMade={setMade} returnFocusTo={returnFocusTo} />
  return (
    <SecretOnceDialog
      secret={made.secret}
      detail={
        made.overlapMs > 0
          ? 'Until the old secret ends, deliveries carry both signatures.'
          : 'The old secret signs no more.'
      }
      onStored={onClose}
      returnFocusTo={returnFocusTo}
    />
  )
}

const rotateSchema = z.object({ overlapMs: z.string() })

function RotateForm({
  onClose,
  onMade,
  returnFocusTo,
}: RotateDialogProps & { onMade: (made: { secret: string; overlapMs: number }) => void }) {
  const { team, endpoint, profile } = useEndpointScope()
  const rotate = useRotateSecret(team, endpoint.id)
  const id = useId()
  const { rotation } = profile.secret
  const choices = overlapChoices(rotation)
  const limit =
    rotation.kind === 'overlap' && endpoint.secrets.length >= rotation.maxKeys
      ? ` No more than ${rotation.maxKeys} secrets sign at once: unless the old one stops now, the oldest does.`
      : ''
  const form = useForm({
    resolver: zodResolver(rotateSchema),
    defaultValues: {
      overlapMs: rotation.kind === 'overlap' ? String(rotation.defaultMs) : '0',
    },
  })
  const { errors, isSubmitting } = form.formState

  async function submit({ overlapMs }: { overlapMs: string }) {
    const chosenMs = choices.length > 0 ? Number(overlapMs) : undefined
    try {
      const { secret } = await rotate.mutateAsync(chosenMs)
      rotate.reset()
      onMade({ secret, overlapMs: chosenMs ?? 0 })
    } catch (error) {
      const message = error instanceof Error ? error.message : 'That did not work. Try again.'
      form.setError('root', { message })
    }
  }

  return (
    <Dialog open onOpenChange={(open) => !open && !isSubmitting && onClose()}>
      <DialogContent
        title="Rotate signing secret"
        description={
          choices.length > 0
            ? `A new secret is made and shown once. Choose how long the old one goes on signing beside it, so that the receiver can change over.${limit}`
            : 'A new secret is made and shown once. The old one stops signing at once: until the receiver has the new one, it will refuse deliveries.'
        }
        width="s"
        returnFocusTo={returnFocusTo}
        footer={
          <>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <SubmitButton form={id} loading={isSubmitting}>
              Rotate secret
            </SubmitButton>
          </>
        }
      >
        <form id={id} noValidate onSubmit={form.handleSubmit(submit)} className="flex flex-col gap-4">
          {choices.length > 0 ? (
            <RadioGroup legend="The old secret goes on signing" showLegend>
              {choices.map((choice) => (
                <Radio
                  key={choice.ms}
                  value={String(choice.ms)}
                  description={choice.description}
                  {...form.register('overlapMs')}
                >
                  {choice.label}
                </Radio>
              ))}
            </RadioGroup>
          ) : null}
          <FormError>{errors.root?.message}</FormError>
        </form>
      </DialogContent>
    </Dialog>
  )
}
