import { parseArgs } from 'node:util'
import { systemClock } from '#lib/domain/shared/clock.ts'
import type { AccountContext } from '#lib/domain/users/account-context.ts'
import { resetPassword } from '#lib/domain/users/reset-password.ts'
import { CliError } from './cli-error.mjs'
import { runCommand } from './command.ts'
import { prepareDatabase } from './database.ts'
import { say } from './progress.ts'

/** Whoever can run commands here could read the database too, so there is nobody to ask for permission. */
const commandLine: AccountContext = {
  actor: { kind: 'system', id: null, label: 'Command line', role: null, permissions: new Set() },
  requestId: null,
  clock: systemClock,
  profile: () => undefined,
  // a running server compares the sessions' version at each request
  notify: () => {},
}

await runCommand(async (lifetime) => {
  const email = emailArgument()
  await prepareDatabase(lifetime)
  const password = await resetPassword(commandLine, { email })
  say(`\nThe new password of ${email}, shown only this once: ${password}`)
  say('Its sessions have ended.')
})

function emailArgument(): string {
  try {
    const { values } = parseArgs({ options: { email: { type: 'string' } } })
    if (values.email) return values.email
  } catch {
    // anything else than --email is answered with how it is used
  }
  throw new CliError('Say whose password: npm run reset-password -- --email name@example.com')
}
