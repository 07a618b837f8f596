import type { ReactNode } from 'react'
import { cn } from './cn.ts'
import { CopyButton } from './copy-button.tsx'

/** Mono text in a line: an id, a URL, a name. `copy` adds a button that copies it (or another text, when given one). */
export function Code({
  children,
  copy,
  copyLabel,
  className,
}: {
  children: ReactNode
  copy?: string | undefined
  copyLabel?: string
  className?: string
}) {
  const code = <code className={cn('break-all', className)}>{children}</code>
  if (copy === undefined) return code
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      {code}
      <CopyButton
        value={copy}
        iconOnly
        {...(copyLabel ? { label: copyLabel } : undefined)}
        className="-my-1"
      />
    </span>
  )
}

/** A block of code or JSON that scrolls by itself and can be copied whole. `label` names it. */
export function CodeBlock({
  code,
  label,
  copyable = true,
  className,
}: {
  code: string
  label: string
  copyable?: boolean
  className?: string
}) {
  return (
    <div className={cn('relative min-w-0 rounded-lg border border-line bg-sunken', className)}>
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-lg"
      >
        <pre className="w-max min-w-full py-2.5 pr-12 pl-3">
          <code>{code}</code>
        </pre>
      </section>
      {copyable ? (
        <CopyButton
          value={code}
          label={label}
          iconOnly
          variant="default"
          className="absolute top-1.5 right-1.5"
        />
      ) : null}
    </div>
  )
}
