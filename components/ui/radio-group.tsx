import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn.ts'

/**
 * A group of radio buttons under one name, which is hidden to the eye unless `showLegend`. Without a legend the group
 * that it stands in names the choices: said by both, the name would be heard twice.
 */
export function RadioGroup({
  legend,
  showLegend = false,
  className,
  children,
}: {
  legend?: string
  showLegend?: boolean
  className?: string
  children: ReactNode
}) {
  const look = cn('flex min-w-0 flex-col gap-2.5', className)
  if (legend === undefined) return <div className={look}>{children}</div>
  return (
    <fieldset className={look}>
      <legend className={showLegend ? 'mb-2 font-medium' : 'sr-only'}>{legend}</legend>
      {children}
    </fieldset>
  )
}

type RadioProps = Omit<ComponentProps<'input'>, 'type' | 'size' | 'children'> & {
  children: ReactNode
  description?: ReactNode
}

/** One choice of a `RadioGroup`; native, so `name`, `value`, `checked`, `onChange` and `register` work as ever. */
export function Radio({ children, description, className, ...props }: RadioProps) {
  return (
    <label
      className={cn(
        'flex items-start gap-2.5 has-disabled:cursor-not-allowed has-disabled:opacity-50',
        className,
      )}
    >
      <input
        {...props}
        type="radio"
        className={cn(
          'relative mt-[2.5px] inline-block size-[15px] flex-none cursor-pointer appearance-none rounded-full border-[1.5px] border-control bg-panel',
          'checked:border-accent checked:bg-accent disabled:cursor-not-allowed',
          'checked:after:absolute checked:after:inset-[3px] checked:after:rounded-full checked:after:bg-on-solid checked:after:content-[""]',
          'forced-colors:appearance-auto',
        )}
      />
      <span className="min-w-0">
        <span className="block">{children}</span>
        {description ? <span className="block text-faint text-sm">{description}</span> : null}
      </span>
    </label>
  )
}
