'use client'

import { type ReactNode, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Link } from '#components/ui/link.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { FieldChange } from '#lib/domain/audit/diff.ts'
import type { ChangeView } from '#lib/domain/audit/view.ts'
import { revertibleSteps } from '#lib/domain/endpoints/revertible.ts'
import { ChangeStep } from './change-step.tsx'
import { deedText, onlySide, ownDeedText, rotationText, stepName, tellingSteps } from './change-words.ts'
import { type NewSecret, stepKey, useRevert } from './use-revert.ts'

const kindLabels = { user: null, api_key: 'API key', oauth_app: 'OAuth app', system: 'System' } as const

type ChangeRowProps = {
  team: string
  change: ChangeView
  mayRevert: boolean
  /** `history`: the page is about what was changed. `log`: the row names it. */
  variant: 'history' | 'log'
  /** the change that this one takes back, when it is on the page */
  reverted: ChangeView | undefined
  onSecret: (secret: NewSecret) => void
}

/** Who changed what and when, before → after, and the way back. */
export function ChangeRow({ team, change, mayRevert, variant, reverted, onSecret }: ChangeRowProps) {
  const { revert, problem, pending } = useRevert(team, change, onSecret)
  const id = useId()
  const steps = tellingSteps(change)
  const revertible = mayRevert ? revertibleSteps(change) : []
  const deed = variant === 'history' ? ownDeedText(change) : null
  const kind = kindLabels[change.actorKind]

  function revertButton(step?: FieldChange) {
    const name = step ? stepName(step) : `all ${revertible.length} fields`
    return (
      <Button
        size="s"
        variant="ghost"
        aria-label={`Revert ${name}`}
        aria-describedby={`${id}-who`}
        loading={pending === (step ? stepKey(step) : '')}
        onClick={() => void revert(step)}
        className="-my-[3px] -mr-2 font-normal text-faint"
      >
        {step ? 'Revert' : 'Revert all'}
      </Button>
    )
  }

  return (
    <>
      <div className="flex items-start gap-x-3">
        <p id={`${id}-who`} className="min-w-0 flex-1">
          <span className="font-medium">{change.actorLabel}</span> {kind ? <Tag>{kind}</Tag> : null}{' '}
          {variant === 'log' ? (
            <>
              {deedText(change)} <EntityName team={team} change={change} />
              {rotationText(change)}{' '}
            </>
          ) : null}
          <RelativeTime at={change.createdAt} className="text-faint" />
        </p>
        {revertible.length === 0 ? null : revertButton(revertible.length === 1 ? revertible[0] : undefined)}
      </div>
      {change.revertsId === null ? null : <RevertsNote id={change.revertsId} reverted={reverted} />}
      {deed === null ? null : <p>{deed}</p>}
      <Steps
        steps={steps}
        folded={/^(endpoint|source)\.(created|deleted)$/.test(change.action)}
        only={onlySide(change)}
        action={(step) => (revertible.length > 1 && revertible.includes(step) ? revertButton(step) : null)}
      />
      {problem ? (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      ) : null}
    </>
  )
}

function Steps({
  steps,
  folded,
  only,
  action,
}: {
  steps: readonly FieldChange[]
  /** all the fields of something that came or went, for who wants to see them */
  folded: boolean
  only: 'before' | 'after' | undefined
  action: (step: FieldChange) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  if (steps.length === 0) return null
  const shown = steps.map((step) => (
    <ChangeStep key={stepKey(step)} step={step} only={only} action={action(step)} />
  ))
  if (!folded) return shown
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="rounded-sm text-muted underline underline-offset-2 hover:text-text"
      >
        {open ? 'Hide fields' : `Show ${steps.length} ${steps.length === 1 ? 'field' : 'fields'}`}
      </button>
      {open ? shown : null}
    </>
  )
}

function EntityName({ team, change }: { team: string; change: ChangeView }) {
  const { entityKind, entityId, entityName, action } = change
  const href =
    entityKind === 'endpoint' && action !== 'endpoint.deleted'
      ? `/${team}/endpoints/${entityId}`
      : entityKind === 'source' && action !== 'source.deleted'
        ? `/${team}/sources/${entityId}`
        : entityKind === 'event_type'
          ? `/${team}/events?type=${encodeURIComponent(entityId)}`
          : entityKind === 'oauth_app'
            ? `/${team}/keys/apps/${entityId}`
            : null
  if (href === null) return <span className="break-words font-medium">{entityName}</span>
  return (
    <Link href={href} prefetch={false} className="break-words font-medium underline-offset-2 hover:underline">
      {entityName}
    </Link>
  )
}

function RevertsNote({ id, reverted }: { id: string; reverted: ChangeView | undefined }) {
  return (
    <p className="text-muted">
      {reverted ? (
        <>
          Reverts{' '}
          <a href={`#change-${id}`} className="underline underline-offset-2 hover:text-text">
            {reverted.actorLabel}’s change
          </a>{' '}
          of <RelativeTime at={reverted.createdAt} />
        </>
      ) : (
        'Reverts an earlier change'
      )}
    </p>
  )
}
