'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Banner } from '#components/feedback/banner.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { parseJsonObject } from '#components/form/json-object.ts'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code.tsx'
import { Dialog, DialogClose, DialogContent } from '#components/ui/dialog.tsx'
import { Link } from '#components/ui/link.tsx'
import { prettyJson } from '#components/ui/pretty-json.ts'
import { Select } from '#components/ui/select.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { TestAnswer } from '#lib/actions/deliveries.ts'
import { WILDCARD } from '#lib/domain/endpoints/fields.ts'
import { sampleOptions, useSendTest } from '#lib/queries/deliveries.ts'
import { endpointOptions } from '#lib/queries/endpoints.ts'
import { durationText } from '../delivery-words.ts'
import { explain } from '../explain.ts'

type TestDialogProps = {
  team: string
  endpointId: string
  dialect: string
  /** what the dialect knows, for an endpoint that gets all */
  catalogue: readonly string[]
  onClose: () => void
}

/** Where nothing else is asked for. */
const PLAIN_TEST = 'webhook.test'

/** Sends a sample to the endpoint, as it is or altered, and shows what the receiver says to it. */
export function TestDialog({ team, endpointId, dialect, catalogue, onClose }: TestDialogProps) {
  const endpoint = useQuery({ ...endpointOptions(team, endpointId), enabled: false })
  const own = endpoint.data?.events.map(({ type }) => type) ?? []
  const offered = own.includes(WILDCARD) ? catalogue : own
  const eventTypes = offered.length > 0 ? offered : [PLAIN_TEST]
  const [eventType, setEventType] = useState(eventTypes[0] ?? PLAIN_TEST)
  const [typed, setTyped] = useState<string>()
  const sample = useQuery(sampleOptions(team, dialect, eventType))
  const test = useSendTest(team, endpointId)
  const text = typed ?? (sample.data ? JSON.stringify(sample.data, null, 2) : undefined)
  const parsed = text === undefined ? null : parseJsonObject(text)
  const fault = parsed && 'fault' in parsed ? parsed.fault : undefined

  function choose(next: string) {
    setEventType(next)
    setTyped(undefined)
    test.reset()
  }

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title="Send test"
        description="Signed and sent as any delivery, once, and listed among them."
        width="l"
        lightDismiss={false}
        footer={
          <>
            <DialogClose asChild>
              <Button>Close</Button>
            </DialogClose>
            <Button
              variant="primary"
              disabled={!parsed || fault !== undefined}
              loading={test.isPending}
              onClick={() => {
                if (text !== undefined && parsed && 'object' in parsed)
                  test.mutate({ eventType, payload: text })
              }}
            >
              {test.data ? 'Send again' : 'Send test'}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <FormField label="Event">
            {(control) => (
              <Select
                {...control}
                value={eventType}
                onValueChange={choose}
                options={eventTypes.map((name) => ({ value: name, label: name }))}
              />
            )}
          </FormField>
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
          ) : text === undefined ? (
            <Skeleton className="h-32 rounded" />
          ) : (
            <FormField label="Data" error={fault} hint="A sample. Change it as you like.">
              {(control) => (
                <Textarea
                  {...control}
                  mono
                  rows={8}
                  spellCheck={false}
                  value={text}
                  onChange={(event) => setTyped(event.target.value)}
                />
              )}
            </FormField>
          )}
          {test.error ? <Banner tone="bad">{test.error.message}</Banner> : null}
          {test.data ? <Answer team={team} endpointId={endpointId} answer={test.data} /> : null}
        </div>
      </DialogContent>
    </Dialog>
  )
}

function Answer({ team, endpointId, answer }: { team: string; endpointId: string; answer: TestAnswer }) {
  const { responseCode, responseBody, durationMs, deliveryId } = answer
  const explanation = explain(answer)
  const status = responseCode === null ? 'No answer' : `Answered ${responseCode}`
  return (
    <section aria-label="What the receiver said" className="flex flex-col gap-2">
      <Banner
        tone={explanation ? 'warn' : 'ok'}
        title={`${status} after ${durationText(durationMs)}`}
        action={
          <Link
            href={`/${team}/deliveries?endpoint=${endpointId}&delivery=${deliveryId}`}
            className="underline underline-offset-2"
          >
            Look at the delivery
          </Link>
        }
      >
        {explanation ? `${explanation.what} ${explanation.hint}` : 'The test arrived.'}
      </Banner>
      {responseBody ? <CodeBlock label="What it answered" code={prettyJson(responseBody)} /> : null}
    </section>
  )
}
