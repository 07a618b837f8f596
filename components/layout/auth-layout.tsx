import type { ReactNode } from 'react'
import { Logo } from './logo.tsx'

type AuthLayoutProps = {
  title: ReactNode
  description?: ReactNode
  /** A quiet line under the form. */
  footer?: ReactNode
  children: ReactNode
}

/** A quiet page with one form on it: signing in, accepting an invitation. */
export function AuthLayout({ title, description, footer, children }: AuthLayoutProps) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className="flex min-h-dvh flex-col items-center px-4 pt-[max(24px,16dvh)] pb-8"
    >
      <div className="flex w-full max-w-[340px] flex-col">
        <div className="flex items-center gap-2 font-semibold">
          <Logo />
          Patchbay
        </div>
        <h1 className="mt-8 font-semibold text-xl tracking-[-.01em]">{title}</h1>
        {description ? <div className="mt-1 text-muted">{description}</div> : null}
        <div className="mt-6 flex flex-col gap-4">{children}</div>
        {footer ? <div className="mt-6 text-muted">{footer}</div> : null}
      </div>
    </main>
  )
}
