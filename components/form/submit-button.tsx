'use client'

import { useFormStatus } from 'react-dom'
import { Button, type ButtonProps } from '#components/ui/button.tsx'

/** Sends its form. Shows that it is on its way: by itself in a form with an action, else by `loading`. */
export function SubmitButton({ loading = false, variant = 'primary', ...props }: Omit<ButtonProps, 'type'>) {
  const { pending } = useFormStatus()
  return <Button {...props} type="submit" variant={variant} loading={loading || pending} />
}
