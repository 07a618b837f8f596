import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { authenticate } from '#lib/domain/api-keys/authenticate.ts'
import { apiKeyKinds } from '#lib/domain/api-keys/caller.ts'
import { permissions, ROLE_PERMISSIONS } from '#lib/domain/authz/permissions.ts'
import { authenticateClient } from '#lib/domain/oauth-apps/client.ts'
import { envVariables } from '#lib/env.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'

const database = useDatabase()
const door = { accepts: [...apiKeyKinds, 'oauth'] } as const
let dataDir: string

beforeAll(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-credential-'))
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

/** Runs the command as it runs in a terminal, and what came of it. */
async function run(...args: string[]) {
  const { PATH = '', HOME = '', PATCHBAY_MASTER_KEY = '' } = process.env
  const unset = Object.fromEntries(envVariables.map((name) => [name, '']))
  const file = path.join(import.meta.dirname, 'credential.ts')
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    env: {
      ...unset,
      NODE_ENV: 'test',
      PATH,
      HOME,
      DATA_DIR: dataDir,
      DATABASE_URL: database.url(),
      PATCHBAY_MASTER_KEY,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  return { output, errors, exitCode }
}

/** The one line that a good run prints. */
async function made(...args: string[]) {
  const { output, exitCode, errors } = await run(...args)
  expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: '' })
  expect(output).toMatch(/^\{.*\}\n$/)
  const answer = JSON.parse(output) as Record<string, string>
  if (answer.secret) registerSecret('api-key', answer.secret)
  if (answer.client_secret) registerSecret('client-secret', answer.client_secret)
  return answer
}

describe('npm run credential', () => {
  test.each(['project-key', 'storno-key'])(
    'prints a %s that may do all but delete the team',
    async (kind) => {
      const team = await makeTeam()
      const answer = await made('--team', team.slug, '--kind', kind)
      expect(answer).toEqual({ kind, team: team.id, secret: expect.any(String) })
      const caller = await authenticate(answer.secret ?? '', door, new Date())
      expect(caller).toMatchObject({ teamId: team.id, kind: kind.replace('-', '_'), userId: null })
      expect([...caller.actor.permissions]).toEqual(permissions.filter((name) => name !== 'team:delete'))
    },
  )

  test.each(['user-key', 'personal-token'])(
    'prints a %s of the first owner, or of who is named',
    async (kind) => {
      const team = await makeTeam()
      const owner = await team.as('owner')
      const viewer = await team.as('viewer')
      const { email } = await db().user.findUniqueOrThrow({ where: { id: viewer.actor.id ?? '' } })
      const first = await made('--team', team.slug, '--kind', kind)
      const caller = await authenticate(first.secret ?? '', door, new Date())
      expect(caller).toMatchObject({ userId: owner.actor.id, actor: { role: 'owner' } })
      expect(caller.actor.permissions).toEqual(ROLE_PERMISSIONS.owner)
      const named = await made('--team', team.slug, '--kind', kind, '--email', email.toUpperCase())
      expect(await authenticate(named.secret ?? '', door, new Date())).toMatchObject({
        userId: viewer.actor.id,
        actor: { role: 'viewer' },
      })
    },
  )

  test('prints an app with its secret', async () => {
    const team = await makeTeam()
    const uri = 'https://app.example/cb'
    const answer = await made('--team', team.slug, '--kind', 'oauth-app', '--redirect-uri', uri)
    expect(answer).toEqual({
      kind: 'oauth-app',
      team: team.id,
      client_id: expect.stringMatching(/^app_/),
      client_secret: expect.stringMatching(/^ocs_/),
    })
    const client = await authenticateClient(answer.client_id ?? '', answer.client_secret ?? '')
    expect(client).toMatchObject({ teamId: team.id, scopes: ['webhooks:manage'] })
    const row = await db().oauthApp.findUniqueOrThrow({ where: { clientId: answer.client_id ?? '' } })
    expect(row.redirectUris).toEqual([uri])
  })

  test('takes scopes, an end and a name', async () => {
    const team = await makeTeam()
    const options = ['--scopes', 'endpoint:read, endpoint:update', '--expires-in', '60', '--name', 'CI']
    const { secret } = await made('--team', team.slug, '--kind', 'project-key', ...options)
    const row = await db().apiKey.findFirstOrThrow({ where: { teamId: team.id } })
    expect(row).toMatchObject({
      name: 'CI',
      createdBy: 'Command line',
      scopes: ['endpoint:read', 'endpoint:update'],
    })
    expect(row.expiresAt?.getTime()).toBe(row.createdAt.getTime() + 60_000)
    await expect(authenticate(secret ?? '', door, row.expiresAt ?? new Date())).rejects.toThrow('expired')
  })

  test.each([
    [['--kind', 'project-key'], 'Say which team'],
    [['--team', 'x', '--kind', 'nonsense'], 'Say which kind'],
    [['--team', 'x', '--kind', 'toString'], 'Say which kind'],
    [['--team', 'x', '--kind', 'project-key', '--expires-in', 'soon'], 'whole number of seconds'],
    [['--team', 'x', '--kind', 'project-key', '--color', 'red'], 'An option is unknown'],
  ])('says in one sentence how it is used, for %j', async (args, sentence) => {
    const { output, errors, exitCode } = await run(...args)
    expect(exitCode).toBe(2)
    expect(output).toBe('')
    expect(errors).toMatch(/^patchbay: .*\n$/)
    expect(errors).toContain(sentence)
  })

  test('says in one sentence what it did not find, or must not do', async () => {
    const team = await makeTeam()
    await team.as('owner')
    const inTeam = (...args: string[]) => run('--team', team.slug, '--kind', ...args)
    for (const [result, sentence] of [
      [await run('--team', 'no-such-team', '--kind', 'project-key'), 'Team not found.'],
      [await inTeam('user-key', '--email', 'nobody@example.test'), 'Member not found.'],
      [await inTeam('project-key', '--scopes', 'endpoint:fly'), 'There is no such scope.'],
      [await inTeam('oauth-app', '--redirect-uri', 'http://x.example'), 'Use an https address'],
    ] as const) {
      expect(result.exitCode).toBe(1)
      expect(result.output).toBe('')
      expect(result.errors).toMatch(new RegExp(`^patchbay: ${sentence}.*\\n$`))
    }
  })
})
