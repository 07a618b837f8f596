'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Banner } from '#components/feedback/banner.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { parseJsonObject } from '#components/form/json-object.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogClose, DialogContent } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import { Link } from '#components/ui/link.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { sampleOptions, usePublish } from '#lib/queries/deliveries.ts'
import { ActionError } from '#lib/queries/run-action.ts'

type PublishDialogProps = {
  team: string
  eventType: string
  /** endpoints that would get it */
  reach: number
  onClose: () => void
}

/** Publishes one event of the team's own catalogue, its data judged by the event type's JSON Schema. */
export function PublishDialog({ team, eventType, reach, onClose }: PublishDialogProps) {
  const sample = useQuery(sampleOptions(team, 'standard', eventType))
  const publish = usePublish(team)
  const [typed, setTyped] = useState<string>()
  const [id, setId] = useState('')
  const text = typed ?? (sample.data ? JSON.stringify(sample.data, null, 2) : undefined)
  const parsed = text === undefined ? null : parseJsonObject(text)
  const faults = faultsOf(publish.error)
  const fault = (parsed && 'fault' in parsed ? parsed.fault : undefined) ?? faults.payload

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title="Publish an event"
        description={
          <>
            <code>{eventType}</code> goes to {reach === 1 ? '1 endpoint' : `${reach} endpoints`}. This is a
            real event, and cannot be taken back.
          </>
        }
        width="l"
        lightDismiss={false}
        footer={
          <>
            <DialogClose asChild>
              <Button>{publish.data ? 'Close' : 'Cancel'}</Button>
            </DialogClose>
            <Button
              variant="primary"
              disabled={!parsed || 'fault' in parsed}
              loading={publish.isPending}
              onClick={() => {
                if (text !== undefined && parsed && 'object' in parsed)
                  publish.mutate({
                    eventType,
                    payload: text,
                    ...(id.trim() ? { id: id.trim() } : {}),
                  })
              }}
            >
              {publish.data ? 'Publish again' : 'Publish'}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          {sample.error ? (
            <Banner
              tone="bad"
              action={
                <Button size="s" loading={sample.isFetching} onClick={() => void sample.refetch()}>
                  Try again
                </Button>
              }
            >
              {sample.error.message}
            </Banner>
          ) : (
            // there from the beginning, so that the focus begins in it
            <FormField
              label="Data"
              error={fault}
              hint="A sample. The event type’s JSON Schema, where it has one, judges what you enter."
            >
              {(control) => (
                <Textarea
                  {...control}
                  mono
                  rows={10}
                  spellCheck={false}
                  placeholder="Making a sample…"
                  readOnly={text === undefined}
                  aria-busy={text === undefined}
                  value={text ?? ''}
                  onChange={(event) => setTyped(event.target.value)}
                />
              )}
            </FormField>
          )}
          <FormField
            label="Your ID"
            optional
            error={faults.id}
            hint="Publishing with the same ID and data again sends nothing twice."
          >
            {(control) => (
              <Input
                {...control}
                mono
                autoComplete="off"
                value={id}
                onChange={(event) => setId(event.target.value)}
              />
            )}
          </FormField>
          {faults.other ? <Banner tone="bad">{faults.other}</Banner> : null}
          {publish.data ? (
            <Banner
              tone="ok"
              title={publish.data.duplicate ? 'It had been published already' : 'Published'}
              action={
                <Link
                  href={`/${team}/deliveries?search=${publish.data.messageId}`}
                  className="underline underline-offset-2"
                >
                  Look at the deliveries
                </Link>
              }
            >
              {deliveriesText(publish.data.deliveries)}
            </Banner>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  )
}

function deliveriesText(count: number): string {
  if (count === 0) return 'No endpoint gets it.'
  return count === 1 ? 'It goes to 1 endpoint.' : `It goes to ${count.toLocaleString('en-US')} endpoints.`
}

/** At the field that it is about, or over all. */
function faultsOf(error: Error | null): { payload?: string; id?: string; other?: string } {
  if (!error) return {}
  const issues = error instanceof ActionError ? error.issues : []
  const at = (field: string) => issues.find(({ path }) => path[0] === field)?.message
  const [payload, id] = [at('payload'), at('id')]
  if (payload === undefined && id === undefined) return { other: error.message }
  return { ...(payload && { payload }), ...(id && { id }) }
}
