'use client'

import { type ReactNode, useState } from 'react'
import { cn } from '#components/ui/cn.ts'
import type { FieldChange } from '#lib/domain/audit/diff.ts'
import { listDiff, stepLabel, valueText } from './change-words.ts'

const CUT_CHARACTERS = 140
const CUT_NAMES = 6

/** One field's step: before → after, or what a list gained and lost. */
export function ChangeStep({
  step,
  only,
  action,
}: {
  step: FieldChange
  /** of something that came there is no «before», of what went no «after» */
  only?: 'before' | 'after' | undefined
  action?: ReactNode
}) {
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 flex-1">
        {stepLabel(step)} {step.key === undefined ? null : <code className="break-all">{step.key}</code>}{' '}
        <StepValues step={step} only={only} />
      </div>
      {action}
    </div>
  )
}

function StepValues({ step, only }: { step: FieldChange; only: 'before' | 'after' | undefined }) {
  const lists = listDiff(step)
  if (lists) {
    const { added, removed } = lists
    if (added.length + removed.length === 0) return <span className="text-muted">in another order</span>
    return (
      <>
        <Names of={added} as="ins" />
        {added.length > 0 && removed.length > 0 ? ' ' : null}
        <Names of={removed} as="del" />
      </>
    )
  }
  if (step.field === 'secret')
    return <span className="text-muted">{step.after === null ? 'destroyed' : 'made'}</span>
  const before = valueText(step.field, step.before)
  const after = valueText(step.field, step.after)
  if (only === 'before') return <Value text={before} as="del" redacted={step.redacted} />
  if (only === 'after') return <Value text={after} as="ins" redacted={step.redacted} />
  return (
    <>
      <Value text={before} as="del" redacted={step.redacted} /> <span className="sr-only">changed to</span>
      <span aria-hidden="true">→</span> <Value text={after} as="ins" redacted={step.redacted} />
    </>
  )
}

type Side = 'del' | 'ins'

const sideClass: Readonly<Record<Side, string>> = {
  del: 'text-bad decoration-1',
  ins: 'text-ok no-underline',
}

function Value({
  text,
  as: As,
  redacted = false,
}: {
  text: string | null
  as: Side
  redacted?: boolean | undefined
}) {
  const [whole, setWhole] = useState(false)
  if (text === null) return <span className="text-faint">empty</span>
  const long = text.length > CUT_CHARACTERS
  return (
    <>
      <As
        className={cn('whitespace-pre-wrap break-words', sideClass[As])}
        title={redacted ? 'Never written down' : undefined}
      >
        {long && !whole ? `${text.slice(0, CUT_CHARACTERS).trimEnd()}…` : text}
      </As>
      {long ? <MoreButton open={whole} onToggle={() => setWhole(!whole)} more="Show all" /> : null}
    </>
  )
}

/** `+invoice.paid`, `−invoice.issued`. */
function Names({ of: names, as: As }: { of: readonly string[]; as: Side }) {
  const [whole, setWhole] = useState(false)
  const rest = names.length - CUT_NAMES
  const shown = whole || rest <= 1 ? names : names.slice(0, CUT_NAMES)
  return (
    <>
      {shown.map((name, at) => (
        <span key={name}>
          {at > 0 ? ' ' : null}
          <As className={cn('break-all', sideClass[As], As === 'del' && 'no-underline')}>
            <span className="sr-only">{As === 'ins' ? 'added ' : 'removed '}</span>
            <span aria-hidden="true">{As === 'ins' ? '+' : '−'}</span>
            {name}
          </As>
        </span>
      ))}
      {rest > 1 ? (
        <MoreButton open={whole} onToggle={() => setWhole(!whole)} more={`and ${rest} more`} />
      ) : null}
    </>
  )
}

function MoreButton({ open, onToggle, more }: { open: boolean; onToggle: () => void; more: string }) {
  return (
    <>
      {' '}
      <button
        type="button"
        aria-expanded={open}
        onClick={onToggle}
        className="rounded-sm text-muted underline underline-offset-2 hover:text-text"
      >
        {open ? 'Show less' : more}
      </button>
    </>
  )
}
