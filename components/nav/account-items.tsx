'use client'

import LogOutIcon from 'lucide-react/icons/log-out'
import UserIcon from 'lucide-react/icons/user-round'
import { AccountMenu } from '#components/layout/account-menu.tsx'
import { DropdownMenuItem } from '#components/ui/dropdown-menu.tsx'
import { Link } from '#components/ui/link.tsx'
import { toastFailed } from '#components/ui/toast.ts'
import { signOut } from '#lib/queries/sign-in.ts'

async function leave() {
  try {
    await signOut()
    // a whole new page: nothing of the old session stays in memory
    location.assign('/sign-in')
  } catch {
    toastFailed({ message: 'Signing out did not work. Check the connection and try again.' })
  }
}

/** The menu of who is signed in. */
export function AccountItems({ name, email }: { name: string; email: string }) {
  return (
    <AccountMenu name={name} email={email}>
      <DropdownMenuItem asChild>
        <Link href="/account">
          <UserIcon aria-hidden="true" className="size-3.5 flex-none text-muted" />
          Account
        </Link>
      </DropdownMenuItem>
      <DropdownMenuItem icon={<LogOutIcon aria-hidden="true" />} onSelect={() => void leave()}>
        Sign out
      </DropdownMenuItem>
    </AccountMenu>
  )
}
