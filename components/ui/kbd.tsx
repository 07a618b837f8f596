import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** A key cap. Not shown on touch devices, which have no keys. */
export function Kbd({ className, ...props }: ComponentProps<'kbd'>) {
  return (
    <kbd
      {...props}
      className={cn(
        'inline-block pointer-coarse:hidden min-w-[18px] rounded-sm border border-line-strong px-1 text-center font-sans text-current text-xs',
        className,
      )}
    />
  )
}

/** The key that does what a dark button does, on the button itself. */
export function ButtonKbd({ children }: { children: string }) {
  return (
    <Kbd aria-hidden="true" className="border-bg/30">
      {children}
    </Kbd>
  )
}
