import { db } from '#lib/db/client.ts'
import { profileOf } from '#lib/dialects/registry.ts'
import { ROLE_PERMISSIONS, type Role } from '#lib/domain/authz/permissions.ts'
import { type CreatedEndpoint, createEndpoint } from '#lib/domain/endpoints/create.ts'
import { systemClock } from '#lib/domain/shared/clock.ts'
import type { Context, LiveEvent } from '#lib/domain/shared/context.ts'
import { nanoid, uuidv7 } from '#lib/domain/shared/ids.ts'
import { registerSecret } from './secrets.ts'

/** A context whose notifications can be read. */
export interface TestContext extends Context {
  readonly told: LiveEvent[]
}

/** A team of its own with one member of each role asked for, and contexts to act as them. */
export interface TestTeam {
  readonly id: string
  readonly slug: string
  /** a member of that role; made at the first call */
  as(role: Role, options?: Partial<Pick<Context, 'clock'>>): Promise<TestContext>
}

/** A new team. Its `standard` catalogue has `invoice.created`, `invoice.paid` and `deal.won`. */
export async function makeTeam(): Promise<TestTeam> {
  const id = uuidv7()
  const slug = `t-${nanoid(12)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, 'x')}`
  const now = new Date()
  await db().team.create({
    data: {
      id,
      slug,
      name: `Team ${slug}`,
      createdAt: now,
      updatedAt: now,
      eventTypes: {
        create: ['invoice.created', 'invoice.paid', 'deal.won'].map((name) => ({
          name,
          group: name.split('.')[0] ?? name,
          createdAt: now,
          updatedAt: now,
        })),
      },
    },
  })
  const members = new Map<string, Promise<{ id: string; name: string }>>()
  return {
    id,
    slug,
    async as(role, options) {
      const made = members.get(role) ?? makeMember(id, role)
      members.set(role, made)
      return contextOf(id, role, await made, options)
    },
  }
}

async function makeMember(teamId: string, role: Role): Promise<{ id: string; name: string }> {
  const id = uuidv7()
  const now = new Date()
  const name = `${role} ${id.slice(-6)}`
  const user = {
    id,
    name,
    email: `${role}-${id}@example.test`,
    passwordHash: '!',
    createdAt: now,
    updatedAt: now,
  }
  await db().user.create({ data: { ...user, memberships: { create: { teamId, role, createdAt: now } } } })
  return { id, name }
}

export function contextOf(
  teamId: string,
  role: Role,
  user: { id: string; name: string },
  options: Partial<Pick<Context, 'clock'>> = {},
): TestContext {
  const told: LiveEvent[] = []
  return {
    teamId,
    actor: { kind: 'user', id: user.id, label: user.name, role, permissions: ROLE_PERMISSIONS[role] },
    requestId: null,
    clock: options.clock ?? systemClock,
    profile: profileOf,
    notify: (event) => told.push(event),
    told,
  }
}

/** What a valid endpoint of each dialect needs. */
export const validFields: Readonly<Record<string, Record<string, unknown>>> = {
  standard: { name: 'Billing sync', url: 'https://billing.example/hooks', events: ['invoice.created'] },
  composio: { name: 'Triggers', url: 'https://agents.example/in', events: ['composio.trigger.message'] },
  selfcommunity: { name: 'Feed', url: 'http://feed.example/sc', events: ['comment.created', 'post.deleted'] },
  storno: {
    name: 'Invoices',
    url: 'https://invoices.example/s',
    events: ['invoice.created', 'invoice.paid'],
  },
  vendaze: { name: 'CRM mirror', url: 'https://crm.example/v', events: ['deal.won'] },
}

/** An endpoint of the dialect; its key is registered, so that no log or answer may hold it. */
export async function makeEndpoint(
  ctx: Context,
  dialect = 'standard',
  fields: Record<string, unknown> = {},
): Promise<CreatedEndpoint> {
  const made = await createEndpoint(ctx, { dialect, fields: { ...validFields[dialect], ...fields } })
  if (made.secret) registerSecret('endpoint-secret', made.secret)
  return made
}
