import { Button, type ButtonProps } from './button.tsx'
import { cn } from './cn.ts'

/** A square button that shows only an icon; `label` is its accessible name and its tooltip. */
export function IconButton({
  label,
  size = 'm',
  variant = 'ghost',
  className,
  ...props
}: ButtonProps & { label: string }) {
  return (
    <Button
      title={label}
      {...props}
      aria-label={label}
      size={size}
      variant={variant}
      className={cn('px-0 [&_svg]:size-4', size === 's' ? 'w-6.5' : 'w-8', className)}
    />
  )
}
