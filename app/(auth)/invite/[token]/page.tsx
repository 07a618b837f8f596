import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { AcceptForm } from '#components/auth/accept-form.tsx'
import { JoinButton } from '#components/auth/join-button.tsx'
import { SwitchAccount } from '#components/auth/switch-account.tsx'
import { AuthLayout } from '#components/layout/auth-layout.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { clock } from '#lib/auth/clock.ts'
import { signInPath } from '#lib/auth/safe-path.ts'
import { currentSession } from '#lib/auth/session.ts'
import { type FoundInvitation, findInvitation } from '#lib/domain/invitations/find-invitation.ts'

export const metadata: Metadata = { title: 'Invitation' }

type Props = { params: Promise<{ token: string }> }

/** Where an invitation's link leads: to joining, to signing in first, or to why it does not work any more. */
export default async function InvitePage({ params }: Props) {
  const { token } = await params
  const invitation = await findInvitation({ clock: clock() }, { token })
  if (!invitation)
    return <Ended title="This link is not an invitation" why="It may be incomplete. Copy it again, whole." />
  if (invitation.state !== 'open') return <Ended {...ended(invitation)} />

  const { teamName, teamSlug, email, role, invitedBy, hasAccount } = invitation
  const session = await currentSession(null)
  const description = (
    <p>
      {invitedBy ?? 'Somebody'} invites <span className="text-text">{email}</span> as {role}.
    </p>
  )
  const title = `Join ${teamName}`
  if (session?.user.email === email)
    return (
      <AuthLayout title={title} description={description}>
        <JoinButton token={token} teamName={teamName} teamSlug={teamSlug} />
      </AuthLayout>
    )
  if (session)
    return (
      <AuthLayout title={title} description={description}>
        <p>
          You are signed in as <span className="font-medium">{session.user.email}</span>. The invitation is
          for another address.
        </p>
        <SwitchAccount />
      </AuthLayout>
    )
  if (hasAccount)
    return (
      <AuthLayout title={title} description={description}>
        <p>This address has an account. Sign in with it to join.</p>
        <ButtonLink variant="primary" href={signInPath(`/invite/${token}`)}>
          Sign in to join
        </ButtonLink>
      </AuthLayout>
    )
  return (
    <AuthLayout title={title} description={description}>
      <AcceptForm token={token} email={email} teamSlug={teamSlug} />
    </AuthLayout>
  )
}

function ended({ state, teamName, invitedBy }: FoundInvitation): { title: string; why: string } {
  const ask = `Ask ${invitedBy ?? `an admin of ${teamName}`} for a new one.`
  switch (state) {
    case 'accepted':
      return { title: 'This invitation was used', why: `Sign in to open ${teamName}.` }
    case 'revoked':
      return { title: 'This invitation was withdrawn', why: ask }
    default:
      return { title: 'This invitation has expired', why: `It was open for seven days. ${ask}` }
  }
}

function Ended({ title, why }: { title: string; why: ReactNode }) {
  return (
    <AuthLayout title={title} description={why}>
      <ButtonLink href="/">Go to the start</ButtonLink>
    </AuthLayout>
  )
}
