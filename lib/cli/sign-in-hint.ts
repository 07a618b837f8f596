import type { Env } from '#lib/env.ts'
import type { FirstRun } from '../../prisma/seed.ts'

/** How to sign in, for the person who started the server. Generated passwords are said this one time. */
export function signInHint(
  access: FirstRun,
  { PATCHBAY_ADMIN_PASSWORD }: Pick<Env, 'PATCHBAY_ADMIN_PASSWORD'>,
): string[] {
  const { adminEmail, adminPassword, demoPassword } = access
  const lines = [`Sign in as ${adminEmail}`]
  if (adminPassword !== undefined) lines.push(`  password: ${adminPassword}   (shown only this once)`)
  else if (PATCHBAY_ADMIN_PASSWORD !== undefined)
    lines.push('  password: as in PATCHBAY_ADMIN_PASSWORD at the first start')
  else
    lines.push(
      `  password: as shown at the first start; lost? npm run reset-password -- --email ${adminEmail}`,
    )
  if (demoPassword !== undefined) {
    lines.push(
      'Demo members: owner@demo.test, admin@demo.test, developer@demo.test, support@demo.test, viewer@demo.test',
      `  password: ${demoPassword}   (shown only this once)`,
    )
  }
  return lines
}
