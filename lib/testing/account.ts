import { systemClock } from '#lib/domain/shared/clock.ts'
import type { Context, LiveEvent } from '#lib/domain/shared/context.ts'
import { nanoid } from '#lib/domain/shared/ids.ts'
import type { AccountContext } from '#lib/domain/users/account-context.ts'
import { createUser } from '#lib/domain/users/create-user.ts'
import type { SessionUser } from '#lib/domain/users/load-session.ts'
import { registerSecret } from './secrets.ts'

export interface TestAccountContext extends AccountContext {
  readonly told: LiveEvent[]
}

type Options = Partial<Pick<Context, 'clock'>>

function contextWith(actor: AccountContext['actor'], { clock = systemClock }: Options): TestAccountContext {
  const told: LiveEvent[] = []
  return {
    actor,
    requestId: null,
    clock,
    profile: () => undefined,
    notify: (event) => told.push(event),
    told,
  }
}

/** Set-up and the command line. */
export function systemContext(options: Options = {}): TestAccountContext {
  return contextWith(
    { kind: 'system', id: null, label: 'Set-up', role: null, permissions: new Set() },
    options,
  )
}

/** A user outside any team. */
export function accountContextOf(
  user: { id: string; name: string },
  options: Options = {},
): TestAccountContext {
  return contextWith(
    { kind: 'user', id: user.id, label: user.name, role: null, permissions: new Set() },
    options,
  )
}

export interface TestAccount {
  readonly user: SessionUser
  readonly password: string
  readonly ctx: TestAccountContext
}

/** An address that nothing else has. */
export function uniqueEmail(): string {
  return `${nanoid(16).toLowerCase().replaceAll('_', 'x')}@example.test`
}

/** A password that the leak scan looks for. */
export function uniquePassword(): string {
  return registerSecret('member-password', `correct ${nanoid(20)}`)
}

/** An account with a real password, in no team. */
export async function makeAccount(options: Options = {}): Promise<TestAccount> {
  const password = uniquePassword()
  const user = await createUser(systemContext(), { email: uniqueEmail(), name: 'Mara Ionescu', password })
  return { user, password, ctx: accountContextOf(user, options) }
}
