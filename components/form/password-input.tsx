'use client'

import EyeIcon from 'lucide-react/icons/eye'
import EyeOffIcon from 'lucide-react/icons/eye-off'
import { type ComponentProps, useState } from 'react'
import { cn } from '#components/ui/cn.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Input } from '#components/ui/input.tsx'

/** A box for a password that can be shown. Set `autoComplete`: "current-password" or "new-password". */
export function PasswordInput({ className, ...props }: Omit<ComponentProps<typeof Input>, 'type'>) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOffIcon : EyeIcon
  return (
    <div className="relative">
      <Input
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        {...props}
        type={shown ? 'text' : 'password'}
        className={cn('pr-9', className)}
      />
      <IconButton
        label={shown ? 'Hide password' : 'Show password'}
        size="s"
        onClick={() => setShown(!shown)}
        className="absolute top-[3px] right-[3px]"
      >
        <Icon aria-hidden="true" />
      </IconButton>
    </div>
  )
}
