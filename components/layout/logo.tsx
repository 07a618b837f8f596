import { cn } from '#components/ui/cn.ts'

/** The mark: two sockets and the cable between them. Decorative: the name stands beside it. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" className={cn('size-5 flex-none', className)}>
      <rect width="20" height="20" rx="5" fill="var(--accent)" />
      <path
        d="M6.5 7v2.5a3.5 3.5 0 0 0 7 0V13"
        fill="none"
        stroke="var(--on-solid)"
        strokeWidth="1.6"
        strokeLinecap="round"
        transform="translate(0 .5)"
      />
      <circle cx="6.5" cy="6" r="1.9" fill="var(--on-solid)" />
      <circle cx="13.5" cy="14.5" r="1.9" fill="var(--on-solid)" />
    </svg>
  )
}
