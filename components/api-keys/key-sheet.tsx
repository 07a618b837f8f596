'use client'

import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Sheet, SheetContent } from '#components/ui/sheet.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { scopeWords } from '#lib/domain/api-keys/scope-words.ts'
import type { KeyRow } from './key-row.ts'
import { stateText, works } from './key-state.ts'
import { kindText } from './kind-text.ts'

type KeySheetProps = { apiKey: KeyRow; onClose: () => void; onRevoke: () => void }

/** All about one key, but for its characters. */
export function KeySheet({ apiKey, onClose, onRevoke }: KeySheetProps) {
  const { kind, name, mask, userName, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt } = apiKey
  const { label, use, belongs } = kindText[kind]
  const { label: stateLabel, tone } = stateText[apiKey.state]
  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : onClose())}>
      <SheetContent
        title={name}
        description={<code className="break-all">{mask}</code>}
        footer={
          works(apiKey.state) ? (
            <Button variant="danger" onClick={onRevoke}>
              Revoke…
            </Button>
          ) : null
        }
      >
        <dl className="flex flex-col gap-3">
          <Fact term="State">
            <Tag tone={tone} dot>
              {stateLabel}
            </Tag>
          </Fact>
          <Fact term="Kind">
            {label}
            <span className="block text-muted text-sm">
              {use} {belongs}
            </span>
          </Fact>
          <Fact term="Of">{userName ?? 'The team'}</Fact>
          <Fact term="Created">
            <RelativeTime at={createdAt} /> by {createdBy}
          </Fact>
          <Fact term="Last used">{lastUsedAt === null ? 'Never' : <RelativeTime at={lastUsedAt} />}</Fact>
          <Fact term={revokedAt === null ? 'Expires' : 'Revoked'}>
            {revokedAt !== null ? (
              <RelativeTime at={revokedAt} />
            ) : expiresAt === null ? (
              'Never'
            ) : (
              <RelativeTime at={expiresAt} />
            )}
          </Fact>
          <Fact term={`Scopes${apiKey.scopes.length > 0 ? ` (${apiKey.scopes.length})` : ''}`}>
            {apiKey.scopes.length === 0 ? (
              'All that the role of its user may do, whatever that is at the time.'
            ) : (
              <ul className="mt-1 flex flex-col gap-2">
                {apiKey.scopes.map((scope) => (
                  <li key={scope}>
                    <span className="block first-letter:uppercase">{scopeWords(scope)}</span>
                    <code className="text-faint text-sm">{scope}</code>
                  </li>
                ))}
              </ul>
            )}
          </Fact>
        </dl>
      </SheetContent>
    </Sheet>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-faint text-sm">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}
