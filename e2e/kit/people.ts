import { randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { AppServer } from '#e2e/harness/app-server.ts'
import { sealSession, sessionCookieName } from '#lib/auth/token.ts'
import { profileOf } from '#lib/dialects/registry.ts'
import type { Role } from '#lib/domain/authz/permissions.ts'
import { addMember } from '#lib/domain/members/add-member.ts'
import { systemClock } from '#lib/domain/shared/clock.ts'
import { type AccountContext, inTeam } from '#lib/domain/users/account-context.ts'
import { createUser } from '#lib/domain/users/create-user.ts'
import type { SessionUser } from '#lib/domain/users/load-session.ts'
import { registerSecret } from '#lib/testing/secrets.ts'

/** Somebody who can sign in by typing. */
export type Account = SessionUser & { password: string }

const system: AccountContext = {
  actor: { kind: 'system', id: null, label: 'Patchbay', role: null, permissions: new Set() },
  requestId: null,
  clock: systemClock,
  profile: profileOf,
  notify: () => {},
}

/** A password that nobody has; the leak scan looks for it. */
export function newPassword(): string {
  return registerSecret('member-password', randomBytes(15).toString('base64url'))
}

/** An address that nobody has. */
export function newEmail(name = 'somebody'): string {
  return `${name}-${randomBytes(6).toString('hex')}@example.test`
}

/** An account of its own, in no team unless one is given. */
export async function makeAccount(
  name: string,
  place?: { team: { id: string }; role: Role },
): Promise<Account> {
  const password = newPassword()
  const user = await createUser(system, { email: newEmail(name.toLowerCase()), name, password })
  if (place) await addMember(inTeam(system, place.team.id), { userId: user.id, role: place.role })
  return { ...user, password }
}

/** Signs a page's browser context in without the form, for tests of something else. */
export async function enter(page: Page, app: AppServer, user: { id: string | null }): Promise<void> {
  const sealed = await sealSession({ userId: String(user.id), sessionVersion: 1 })
  await page.context().addCookies([
    {
      name: sessionCookieName(),
      value: registerSecret('session-token', sealed),
      url: app.url,
      httpOnly: true,
      sameSite: 'Lax',
    },
  ])
}
