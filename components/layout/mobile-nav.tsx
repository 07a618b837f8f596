'use client'

import MenuIcon from 'lucide-react/icons/menu'
import { usePathname } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Sheet, SheetContent, SheetTrigger } from '#components/ui/sheet.tsx'

/** The sidebar on a phone: behind a button, in a sheet that closes when a link was followed. */
export function MobileNav({ children }: { children: ReactNode }) {
  const pathname = usePathname()
  const [openAt, setOpenAt] = useState<string>()
  return (
    <Sheet open={openAt === pathname} onOpenChange={(open) => setOpenAt(open ? pathname : undefined)}>
      <SheetTrigger asChild>
        <IconButton label="Open navigation" className="-ml-2 md:hidden">
          <MenuIcon aria-hidden="true" />
        </IconButton>
      </SheetTrigger>
      <SheetContent side="left" width="xs" title="Navigation" hideTitle className="bg-bg">
        <div className="px-2 py-3">{children}</div>
      </SheetContent>
    </Sheet>
  )
}
