import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

type SwitchProps = Omit<ComponentProps<'input'>, 'type' | 'role' | 'size'> & {
  onCheckedChange?: ((checked: boolean) => void) | undefined
}

/**
 * An on/off switch that acts at once. A native checkbox inside, so it works in forms and with `register`.
 * It needs a name: a label around or for it, `aria-label` or `aria-labelledby`.
 */
export function Switch({ className, onCheckedChange, onChange, ...props }: SwitchProps) {
  const listener =
    onCheckedChange || onChange
      ? {
          onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
            onChange?.(event)
            onCheckedChange?.(event.target.checked)
          },
        }
      : undefined
  return (
    <input
      {...props}
      {...listener}
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox says by itself whether it is checked
      role="switch"
      className={cn(
        'relative inline-block h-4.5 w-7.5 flex-none cursor-pointer appearance-none rounded-full bg-control',
        'transition-colors duration-150 checked:bg-ok disabled:cursor-not-allowed disabled:opacity-50',
        'before:absolute before:-inset-1.5 before:content-[""]',
        'after:absolute after:top-0.5 after:left-0.5 after:size-3.5 after:rounded-full after:bg-on-solid after:content-[""]',
        'after:transition-transform after:duration-150 checked:after:translate-x-3 aria-busy:cursor-progress',
        'forced-colors:appearance-auto',
        className,
      )}
    />
  )
}
