import { type ButtonLook, buttonClass } from './button-class.ts'
import { cn } from './cn.ts'
import { Link, type LinkProps } from './link.tsx'

/** A link that looks like a button: for going somewhere, never for doing something. */
export function ButtonLink({ variant, size, className, ...props }: LinkProps & ButtonLook) {
  return <Link {...props} className={cn(buttonClass({ variant, size }), className)} />
}
