import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInForm } from '#components/auth/sign-in-form.tsx'
import { AuthLayout } from '#components/layout/auth-layout.tsx'
import { safePath } from '#lib/auth/safe-path.ts'
import { currentSession } from '#lib/auth/session.ts'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<{ callbackUrl?: string | string[] }> }

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl } = await searchParams
  const back = safePath(typeof callbackUrl === 'string' ? callbackUrl : null) ?? '/'
  if (await currentSession(null)) redirect(back)
  return (
    <AuthLayout title="Sign in" footer="Lost your password? Whoever runs this server can set a new one.">
      <SignInForm back={back} />
    </AuthLayout>
  )
}
