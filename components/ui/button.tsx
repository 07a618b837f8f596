import type { ComponentProps, MouseEvent } from 'react'
import { type ButtonLook, buttonClass } from './button-class.ts'
import { cn } from './cn.ts'
import { Spinner } from './spinner.tsx'

export type ButtonProps = ComponentProps<'button'> & ButtonLook & { loading?: boolean | undefined }

function swallow(event: MouseEvent) {
  event.preventDefault()
  event.stopPropagation()
}

/**
 * A button. While `loading` it keeps its width, its name and the focus, but does nothing when pressed:
 * a disabled one would drop the focus to the page.
 */
export function Button({
  variant,
  size,
  loading,
  className,
  children,
  type = 'button',
  ...props
}: ButtonProps) {
  const busy = loading ? { 'aria-busy': true, 'aria-disabled': true, onClick: swallow } : undefined
  return (
    <button {...props} {...busy} type={type} className={cn(buttonClass({ variant, size }), className)}>
      {loading ? (
        <>
          <span className="inline-flex items-center gap-1.5 opacity-0">{children}</span>
          <span className="absolute inset-0 grid place-items-center">
            <Spinner />
          </span>
        </>
      ) : (
        children
      )}
    </button>
  )
}
