import { cn } from './cn.ts'

const sizeClass = { s: 'size-5 text-xs', m: 'size-6 text-xs', l: 'size-8 text-base' }

/** The first letter of a name in a small tile: square for groups, round for people. Decorative: the name stands beside it. */
export function Initial({
  name,
  shape = 'round',
  size = 's',
  className,
}: {
  name: string
  shape?: 'round' | 'square'
  size?: keyof typeof sizeClass
  className?: string
}) {
  const letter = Array.from(name.trim())[0]?.toUpperCase() ?? '?'
  return (
    <span
      aria-hidden="true"
      className={cn(
        'inline-grid flex-none select-none place-items-center font-semibold leading-none',
        shape === 'square' ? 'rounded-md bg-accent text-on-solid' : 'rounded-full bg-accent-soft text-accent',
        sizeClass[size],
        className,
      )}
    >
      {letter}
    </span>
  )
}
