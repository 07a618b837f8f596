import { test as base, type DemoRole, expect } from '#e2e/harness/test.ts'
import { db } from '#lib/db/client.ts'
import type { ChangeRow } from '#lib/domain/audit/change.ts'
import { listChanges } from '#lib/domain/audit/list.ts'
import type { EndpointWithSecrets } from '#lib/domain/endpoints/fields.ts'
import { getEndpoint } from '#lib/domain/endpoints/get.ts'
import { demoEmail } from '#lib/domain/installation/first-run.ts'
import type { Clock } from '#lib/domain/shared/clock.ts'
import type { Context } from '#lib/domain/shared/context.ts'
import type { RecordedAnswer } from '#lib/testing/answers.ts'
import { contextOf, makeEndpoint, makeTeam } from '#lib/testing/factories.ts'

export { expect }

export interface MadeEndpoint {
  readonly id: string
  readonly publicId: string
  readonly name: string
  /** the address of its page */
  readonly path: string
  /** null where signing is off */
  readonly secret: string | null
}

export interface MakeOptions {
  readonly by?: DemoRole
  readonly clock?: Clock
}

/** A team that only one test knows. The demo's members are in it, each in the role that the name says. */
export interface OwnTeam {
  readonly slug: string
  /** the address of its list */
  readonly path: string
  /** The demo's member of that role, at work behind the browsers' backs: no page is told of it. */
  ctx(role: DemoRole, options?: Pick<MakeOptions, 'clock'>): Context
  /** An endpoint for one test alone. Fields that are not given are the factories' own. */
  endpoint(dialect: string, fields?: Record<string, unknown>, options?: MakeOptions): Promise<MadeEndpoint>
  /** What the database has now. */
  read(id: string): Promise<EndpointWithSecrets>
  /** What the audit log has of it, newest first. */
  changes(id: string): Promise<readonly ChangeRow[]>
}

const demoRoles: readonly DemoRole[] = ['owner', 'admin', 'developer', 'support', 'viewer']

/** The name that pages show of the demo's member. */
export const nameOf: Readonly<Record<DemoRole, string>> = {
  owner: 'Olivia Owner',
  admin: 'Amir Admin',
  developer: 'Dana Developer',
  support: 'Sam Support',
  viewer: 'Vera Viewer',
}

async function foundTeam(): Promise<OwnTeam & { leave(): Promise<void> }> {
  const { id: teamId, slug } = await makeTeam()
  const users = await db().user.findMany({ where: { email: { in: demoRoles.map(demoEmail) } } })
  const userOf = (role: DemoRole) => {
    const user = users.find(({ email }) => email === demoEmail(role))
    if (!user) throw new Error(`The demo has no ${role}.`)
    return user
  }
  await db().membership.createMany({
    data: demoRoles.map((role) => ({ teamId, userId: userOf(role).id, role, createdAt: new Date() })),
  })
  const ctx: OwnTeam['ctx'] = (role, options) => contextOf(teamId, role, userOf(role), options)
  const path = `/${slug}/endpoints`
  return {
    slug,
    path,
    ctx,
    async endpoint(dialect, fields, { by = 'developer', ...options } = {}) {
      const { endpoint, secret } = await makeEndpoint(ctx(by, options), dialect, fields)
      const { id, publicId, name } = endpoint
      return { id, publicId, name, path: `${path}/${id}`, secret }
    },
    read: (id) => getEndpoint(ctx('viewer'), id),
    changes: async (id) => (await listChanges(ctx('viewer'), { entity: { kind: 'endpoint', id } })).items,
    // no member of the demo keeps it in the team switcher
    leave: async () => void (await db().membership.deleteMany({ where: { teamId } })),
  }
}

type Fixtures = {
  team: OwnTeam
  /** All that the server has answered since the test began, to whomever; streams once they have ended. */
  answers: readonly RecordedAnswer[]
}

export const test = base.extend<Fixtures>({
  team: async ({ app: _ }, use) => {
    const team = await foundTeam()
    await use(team)
    await team.leave()
  },

  answers: async ({ app }, use) => {
    const answers: RecordedAnswer[] = []
    const stop = app.onAnswer((answer) => answers.push(answer))
    await use(answers)
    stop()
  },
})
