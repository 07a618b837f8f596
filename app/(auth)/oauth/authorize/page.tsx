import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SwitchAccount } from '#components/auth/switch-account.tsx'
import { AuthLayout } from '#components/layout/auth-layout.tsx'
import { Consent } from '#components/oauth/consent.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { issuer } from '#lib/auth/issuer.ts'
import { signInPath } from '#lib/auth/safe-path.ts'
import { currentSession } from '#lib/auth/session.ts'
import { scopeWords } from '#lib/domain/api-keys/scope-words.ts'
import { readAuthorizationRequest } from '#lib/domain/oauth-apps/authorization-request.ts'

export const metadata: Metadata = { title: 'Allow an app' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Where an app sends its users, to be allowed to act in their name. */
export default async function AuthorizePage({ searchParams }: Props) {
  const query = queryOf(await searchParams)
  const request = await readAuthorizationRequest(query, issuer())
  if (request.kind === 'redirect') redirect(request.to)
  if (request.kind === 'refused') return <Refused {...refusals[request.reason]} />

  const { app, team, scopes, redirectUri } = request.wish
  const session = await currentSession(team.slug)
  if (!session) redirect(signInPath(`/oauth/authorize?${query}`))
  const { user, membership } = session
  if (!membership)
    return (
      <AuthLayout
        title={`You cannot allow ${app.name}`}
        description={
          <p>
            The app belongs to a team that <span className="text-text">{user.email}</span> is not a member of.
          </p>
        }
      >
        <SwitchAccount />
        <Consent team={null} query={query} appName={app.name} />
      </AuthLayout>
    )
  return (
    <AuthLayout
      title={`Allow ${app.name}?`}
      description={
        <p>
          It asks to act in the team <span className="text-text">{team.name}</span> in your name,{' '}
          <span className="text-text">{user.email}</span>.
        </p>
      }
      footer={`Afterwards you go on to ${new URL(redirectUri).host}. It never may do more than your role, ${membership.role}.`}
    >
      <div>
        <h2 className="font-medium">It may</h2>
        <ul className="mt-1 list-disc pl-5 text-muted">
          {scopes.map((scope) => (
            <li key={scope}>{scopeWords(scope)}</li>
          ))}
        </ul>
      </div>
      <Consent team={team.slug} query={query} appName={app.name} />
    </AuthLayout>
  )
}

const refusals = {
  unknown_app: {
    title: 'This app is not known',
    why: 'The link that brought you here names no app of this server. Nothing was allowed.',
  },
  revoked_app: {
    title: 'This app was ended',
    why: 'Its team revoked it, so it cannot ask for anything any more. Nothing was allowed.',
  },
  bad_address: {
    title: 'This link is not from the app',
    why: 'It leads back to an address that the app is not registered with. Nothing was allowed.',
  },
} as const

function Refused({ title, why }: { title: string; why: string }) {
  return (
    <AuthLayout title={title} description={why}>
      <ButtonLink href="/">Go to the start</ButtonLink>
    </AuthLayout>
  )
}

/** The query again, with each parameter as often as it came. */
function queryOf(params: Record<string, string | string[] | undefined>): string {
  const pairs = Object.entries(params).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  )
  return new URLSearchParams(pairs).toString()
}
