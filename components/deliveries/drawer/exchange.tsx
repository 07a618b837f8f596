'use client'

import { useState } from 'react'
import { CodeBlock } from '#components/ui/code.tsx'
import { prettyJson } from '#components/ui/pretty-json.ts'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx'
import type { HeaderMap } from '#lib/domain/deliveries/delivery.ts'
import type { AttemptView } from '#lib/domain/deliveries/inspect-delivery.ts'
import { byteLength, sizeText } from '../delivery-words.ts'

/** Of a body; a longer one is cut there. */
const MOST_KEPT_BYTES = 64 * 1024

/** What one attempt sent, and what came back. */
export function Exchange({ attempt }: { attempt: AttemptView }) {
  const [shown, setShown] = useState('response')
  const { requestUrl, requestHeaders, requestBody, responseCode, responseHeaders, responseBody } = attempt
  return (
    <Tabs value={shown} onValueChange={setShown}>
      <TabsList aria-label={`Attempt ${attempt.attempt}`}>
        <TabsTrigger value="response">Response</TabsTrigger>
        <TabsTrigger value="request">Request</TabsTrigger>
      </TabsList>
      <TabsContent value="response" className="flex flex-col gap-4">
        {responseCode === null ? (
          <p className="text-muted">No answer came.</p>
        ) : (
          <>
            <Headers
              label="Response headers"
              headers={responseHeaders ?? {}}
              first={`Status ${responseCode}`}
            />
            <Body label="Response body" text={responseBody ?? ''} />
          </>
        )}
      </TabsContent>
      <TabsContent value="request" className="flex flex-col gap-4">
        <Headers label="Request headers" headers={requestHeaders} first={`POST ${requestUrl}`} />
        <Body label="Request body" text={requestBody} />
      </TabsContent>
    </Tabs>
  )
}

function Headers({ label, headers, first }: { label: string; headers: HeaderMap; first: string }) {
  return (
    <section aria-label={label}>
      <code className="block break-all font-medium">{first}</code>
      <dl className="mt-2 grid grid-cols-[minmax(90px,auto)_minmax(0,1fr)] gap-x-4 gap-y-1">
        {Object.entries(headers).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="min-w-0 break-words text-muted">
              <code>{name}</code>
            </dt>
            <dd className="min-w-0 break-all">
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** A body laid out for reading, with the size of what was kept. */
export function Body({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <h3 className="mb-1.5 text-muted text-sm">
        {text === '' ? 'Empty body' : `Body, ${sizeText(text)}`}
        {byteLength(text) >= MOST_KEPT_BYTES ? '; the rest was not kept' : null}
      </h3>
      {text === '' ? null : <CodeBlock label={label} code={prettyJson(text)} />}
    </div>
  )
}
