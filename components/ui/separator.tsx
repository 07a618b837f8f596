import { cn } from './cn.ts'

/** A hairline between groups. */
export function Separator({ className }: { className?: string }) {
  return <hr className={cn('h-px border-0 bg-line', className)} />
}
