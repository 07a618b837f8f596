import { generatePassword } from '#lib/crypto/password.ts'
import { profileOf } from '#lib/dialects/registry.ts'
import { onFirstRun } from '#lib/domain/installation/first-run.ts'
import { systemClock } from '#lib/domain/shared/clock.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'
import type { AccountContext } from '#lib/domain/users/account-context.ts'
import { createUser } from '#lib/domain/users/create-user.ts'
import { env } from '#lib/env.ts'
import { makeDemoTeam } from './demo/team.ts'

export interface FirstRun {
  readonly adminEmail: string
  /** only when it was generated just now: to be shown once */
  readonly adminPassword?: string
  /** only when the demo was made just now with a generated one: to be shown once */
  readonly demoPassword?: string
}

/**
 * Makes the first owner, and the demo team when it is wanted, in a database that was never set up. In any other it
 * does nothing: a demo that was removed stays removed.
 * Throws an Error of one sentence when PATCHBAY_ADMIN_EMAIL or a password is refused.
 */
export async function firstRun({ log }: { readonly log: (line: string) => void }): Promise<FirstRun> {
  const { PATCHBAY_ADMIN_EMAIL, PATCHBAY_ADMIN_PASSWORD, PATCHBAY_DEMO, PATCHBAY_DEMO_PASSWORD } = env()
  const adminEmail = PATCHBAY_ADMIN_EMAIL.trim().toLowerCase()
  const made = await onFirstRun(systemClock, adminEmail, async () => {
    log('Making the first account')
    const system = systemContext()
    const adminPassword = PATCHBAY_ADMIN_PASSWORD ?? generatePassword()
    const admin = await createUser(system, {
      email: adminEmail,
      name: 'Admin',
      password: adminPassword,
    }).catch((error: unknown) => {
      throw isDomainError(error) ? new Error(`The first account was refused: ${error.message}`) : error
    })
    const generated = PATCHBAY_ADMIN_PASSWORD === undefined ? { adminPassword } : {}
    if (!PATCHBAY_DEMO) return generated

    log('Making the demo team')
    const demoPassword = PATCHBAY_DEMO_PASSWORD ?? generatePassword()
    await makeDemoTeam({ system, owner: admin, password: demoPassword })
    return { ...generated, ...(PATCHBAY_DEMO_PASSWORD === undefined ? { demoPassword } : {}) }
  })
  return { adminEmail, ...made }
}

function systemContext(): AccountContext {
  return {
    actor: { kind: 'system', id: null, label: 'Patchbay', role: null, permissions: new Set() },
    requestId: null,
    clock: systemClock,
    profile: profileOf,
    notify: () => {},
  }
}
