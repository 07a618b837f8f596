import { cn } from './cn.ts'

/** A grey bar in the shape of what is coming. Hidden from screen readers: say "Loading" once, around them. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cn('block h-3 animate-breathe rounded-sm bg-line', className)} />
}
