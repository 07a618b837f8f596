import { parseArgs } from 'node:util'
import type { ApiKeyKind } from '#lib/domain/api-keys/caller.ts'
import { createApiKey } from '#lib/domain/api-keys/create-api-key.ts'
import { permissions, ROLE_PERMISSIONS } from '#lib/domain/authz/permissions.ts'
import { findMemberForSystem } from '#lib/domain/members/find-member.ts'
import { createOauthApp } from '#lib/domain/oauth-apps/create-app.ts'
import { systemClock } from '#lib/domain/shared/clock.ts'
import type { Context } from '#lib/domain/shared/context.ts'
import { findTeamForSystem } from '#lib/domain/teams/find-team.ts'
import type { AccountContext } from '#lib/domain/users/account-context.ts'
import { CliError } from './cli-error.mjs'
import { runCommand } from './command.ts'
import { prepareDatabase } from './database.ts'
import { hideProgress } from './progress.ts'

const USAGE_EXIT_CODE = 2

const kinds: Readonly<Record<string, ApiKeyKind | 'oauth_app'>> = {
  'project-key': 'project_key',
  'user-key': 'user_key',
  'personal-token': 'personal_token',
  'storno-key': 'storno_key',
  'oauth-app': 'oauth_app',
}

const USAGE = `npm run --silent credential -- --team <slug> --kind <${Object.keys(kinds).join('|')}> [--name <name>] [--email <member>] [--scopes <a,b>] [--expires-in <seconds>] [--redirect-uri <address>]`

interface Order {
  readonly team: string
  readonly kind: string
  readonly name: string
  /** whose it will be, for kinds that belong to a user */
  readonly email: string | null
  readonly scopes: readonly string[] | null
  readonly expiresInSeconds: number | null
  readonly redirectUris: readonly string[]
}

/** Whoever can run commands here could write to the database too, so there is nobody to ask for permission. */
const commandLine: AccountContext = {
  actor: {
    kind: 'system',
    id: null,
    label: 'Command line',
    role: null,
    permissions: ROLE_PERMISSIONS.owner,
  },
  requestId: null,
  clock: systemClock,
  profile: () => undefined,
  // a running server asks the database about a credential at each request
  notify: () => {},
}

const order = readOrder()
// the one line of the answer is for programs: nothing else may stand in the output
hideProgress()
process.env.LOG_LEVEL = 'silent'
await runCommand(async (lifetime) => {
  await prepareDatabase(lifetime)
  process.stdout.write(`${JSON.stringify(await make(order))}\n`)
})

async function make(order: Order): Promise<object> {
  const team = await findTeamForSystem(commandLine, order.team)
  const ctx: Context = { ...commandLine, teamId: team.id }
  const kind = kinds[order.kind]
  const { name, redirectUris, expiresInSeconds } = order
  if (kind === undefined || kind === 'oauth_app') {
    const scopes = order.scopes ?? ['webhooks:manage']
    const made = await createOauthApp(ctx, { name, redirectUris, scopes, confidential: true })
    const { clientId: client_id } = made.app
    return { kind: order.kind, team: team.id, client_id, client_secret: made.clientSecret }
  }
  const isUsers = kind === 'user_key' || kind === 'personal_token'
  const userId = isUsers ? (await findMemberForSystem(ctx, order.email)).userId : undefined
  const scopes = order.scopes ?? (isUsers ? [] : permissions.filter((name) => name !== 'team:delete'))
  const { secret } = await createApiKey(ctx, { kind, name, scopes, expiresInSeconds, userId })
  return { kind: order.kind, team: team.id, secret }
}

function readOrder(): Order {
  try {
    return parseOrder()
  } catch (error) {
    const reason = error instanceof CliError ? error.message : 'An option is unknown or has no value.'
    process.stderr.write(`patchbay: ${reason} Use: ${USAGE}\n`)
    process.exit(USAGE_EXIT_CODE)
  }
}

function parseOrder(): Order {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    options: {
      team: text,
      kind: text,
      name: text,
      email: text,
      scopes: text,
      'expires-in': text,
      'redirect-uri': { type: 'string', multiple: true },
    },
  })
  const { team, kind, name, email, scopes, 'expires-in': expiresIn, 'redirect-uri': redirectUris } = values
  if (!team) throw new CliError('Say which team: --team.')
  if (!kind || !Object.hasOwn(kinds, kind)) throw new CliError('Say which kind: --kind.')
  if (expiresIn !== undefined && !/^[1-9]\d{0,9}$/.test(expiresIn))
    throw new CliError('--expires-in is a whole number of seconds.')
  if (kind === 'oauth-app' && expiresIn !== undefined)
    throw new CliError('An app does not expire: --expires-in is for keys and tokens.')
  if (kind !== 'oauth-app' && redirectUris) throw new CliError('--redirect-uri is for apps.')
  return {
    team,
    kind,
    name: name ?? 'Made on the command line',
    email: email ?? null,
    scopes: scopes === undefined ? null : scopes.split(',').flatMap((scope) => scope.trim() || []),
    expiresInSeconds: expiresIn === undefined ? null : Number(expiresIn),
    redirectUris: redirectUris ?? [],
  }
}
