'use client'

import CheckIcon from 'lucide-react/icons/check'
import CopyIcon from 'lucide-react/icons/copy'
import { useEffect, useRef, useState } from 'react'
import { Button, type ButtonProps } from './button.tsx'
import { cn } from './cn.ts'
import { copyText } from './copy-text.ts'

type CopyButtonProps = Omit<ButtonProps, 'value' | 'onClick' | 'onCopy'> & {
  value: string
  /** What is copied, for its accessible name: "Copy signing secret". */
  label?: string
  iconOnly?: boolean
  onCopied?: () => void
}

const shownMs = 2000
const words = { idle: 'Copy', copied: 'Copied', failed: 'Select it and copy by hand' }

/** Copies `value`, and says so in place and to screen readers. */
export function CopyButton({
  value,
  label = '',
  iconOnly = false,
  onCopied,
  size = 's',
  className,
  children = 'Copy',
  ...props
}: CopyButtonProps) {
  const [state, setState] = useState<keyof typeof words>('idle')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  async function copy(button: HTMLElement) {
    const done = await copyText(value, button)
    setState(done ? 'copied' : 'failed')
    if (done) onCopied?.()
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setState('idle'), shownMs)
  }

  const Icon = state === 'copied' ? CheckIcon : CopyIcon
  return (
    <>
      <Button
        {...props}
        size={size}
        variant={props.variant ?? (iconOnly ? 'ghost' : 'default')}
        aria-label={`Copy ${label}`.trim()}
        title={iconOnly ? words[state] : undefined}
        onClick={(event) => copy(event.currentTarget)}
        className={cn(iconOnly && (size === 's' ? 'w-6.5 px-0' : 'w-8 px-0'), className)}
      >
        <Icon aria-hidden="true" className={cn('size-3.5', state === 'copied' && 'text-ok')} />
        {iconOnly ? null : (
          <span className="grid justify-items-start">
            <span className={cn('col-start-1 row-start-1', state === 'copied' && 'invisible')}>
              {children}
            </span>
            <span
              aria-hidden="true"
              className={cn('col-start-1 row-start-1', state !== 'copied' && 'invisible')}
            >
              Copied
            </span>
          </span>
        )}
      </Button>
      <span role="status" className="sr-only">
        {state === 'idle' ? '' : words[state]}
      </span>
    </>
  )
}
