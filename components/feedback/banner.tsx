'use client'

import XIcon from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'
import { IconButton } from '#components/ui/icon-button.tsx'

const toneClass = {
  neutral: 'bg-sunken text-text',
  info: 'bg-accent-soft text-text',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
}

type BannerProps = {
  tone?: keyof typeof toneClass
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  onDismiss?: (() => void) | undefined
  className?: string
}

/** A message across a page or a part of it. */
export function Banner({ tone = 'neutral', title, children, action, onDismiss, className }: BannerProps) {
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={cn(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg px-3 py-2',
        toneClass[tone],
        className,
      )}
    >
      <div className="min-w-0 flex-1 basis-48">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div>{children}</div> : null}
      </div>
      {action}
      {onDismiss ? (
        <IconButton
          label="Dismiss"
          size="s"
          onClick={onDismiss}
          className="-mr-1 text-inherit hover:bg-transparent"
        >
          <XIcon aria-hidden="true" />
        </IconButton>
      ) : null}
    </div>
  )
}
