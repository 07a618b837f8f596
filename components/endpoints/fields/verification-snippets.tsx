'use client'

import { useMemo } from 'react'
import { CodeBlock } from '#components/ui/code.tsx'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '#components/ui/tabs.tsx'
import { verificationSnippets } from '#lib/domain/endpoints/snippets.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

/** How a receiver verifies this endpoint's signature, in several languages. */
export function VerificationSnippets() {
  const { profile } = useEndpointScope()
  const { signature } = profile.delivery
  const snippets = useMemo(() => verificationSnippets(signature), [signature])
  return (
    <Tabs defaultValue={snippets[0]?.language ?? ''} className="mt-1">
      <TabsList aria-label="Language">
        {snippets.map(({ language, label }) => (
          <TabsTrigger key={language} value={language}>
            {label}
          </TabsTrigger>
        ))}
      </TabsList>
      {snippets.map(({ language, label, code }) => (
        <TabsContent key={language} value={language} className="pt-3">
          <CodeBlock label={`Verification in ${label}`} code={code} />
        </TabsContent>
      ))}
    </Tabs>
  )
}
