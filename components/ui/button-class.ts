import { cva, type VariantProps } from 'class-variance-authority'

/** The look of a button, also for links that stand as one (`ButtonLink`). */
export const buttonClass = cva(
  [
    'relative inline-flex flex-none select-none items-center justify-center gap-1.5 whitespace-nowrap rounded border font-medium',
    'transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 aria-busy:cursor-progress',
  ],
  {
    variants: {
      variant: {
        default: 'border-line-strong bg-panel text-text hover:bg-sunken',
        primary: 'border-text bg-text text-bg hover:border-text/85 hover:bg-text/85',
        danger: 'border-line-strong bg-panel text-bad hover:border-bad hover:bg-bad-soft',
        'danger-solid': 'border-bad bg-bad text-on-solid hover:border-bad/85 hover:bg-bad/85',
        ghost: 'border-transparent bg-transparent text-muted hover:bg-sunken hover:text-text',
      },
      size: {
        m: 'h-8 px-3 text-base',
        s: 'h-6.5 px-2 text-sm',
      },
    },
    defaultVariants: { variant: 'default', size: 'm' },
  },
)

export type ButtonLook = VariantProps<typeof buttonClass>
