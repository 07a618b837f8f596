import { ROLE_PERMISSIONS, type Role, roles } from '#lib/domain/authz/permissions.ts'
import { createEndpoint } from '#lib/domain/endpoints/create.ts'
import { listEndpoints } from '#lib/domain/endpoints/list.ts'
import { rotateSecret } from '#lib/domain/endpoints/rotate-secret.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { createEventType } from '#lib/domain/event-types/create.ts'
import { demoEmail } from '#lib/domain/installation/first-run.ts'
import { inviteMember } from '#lib/domain/invitations/invite-member.ts'
import { addMember } from '#lib/domain/members/add-member.ts'
import type { Clock } from '#lib/domain/shared/clock.ts'
import type { Context } from '#lib/domain/shared/context.ts'
import { createSource } from '#lib/domain/sources/create.ts'
import { patchSource } from '#lib/domain/sources/patch.ts'
import { createTeamFor } from '#lib/domain/teams/create-team.ts'
import { type AccountContext, inTeam } from '#lib/domain/users/account-context.ts'
import { createUser } from '#lib/domain/users/create-user.ts'
import type { SessionUser } from '#lib/domain/users/load-session.ts'
import { demoEndpoints, demoEventTypes, demoNames } from './data.ts'
import { makeDemoDeliveries } from './deliveries.ts'
import { demoSources } from './sources.ts'

export interface MakeDemoTeam {
  readonly system: AccountContext
  /** becomes an owner of the demo team */
  readonly owner: SessionUser
  /** of all demo members */
  readonly password: string
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * The team `demo`: members of every role (`owner@demo.test`, …), a catalogue, endpoints of every dialect, six weeks of
 * history, and a day of deliveries. All of it goes through the verbs, so it is what people could have made themselves.
 */
export async function makeDemoTeam({ system, owner, password }: MakeDemoTeam): Promise<void> {
  const clock = pastClock(system.clock, 42 * DAY_MS)
  const past: AccountContext = { ...system, clock }
  const team = await createTeamFor(past, { name: 'Demo', slug: 'demo', isDemo: true, ownerId: owner.id })
  const teamSystem = inTeam(past, team.id)

  const accounts = await Promise.all(
    roles.map((role) => createUser(past, { email: demoEmail(role), name: demoNames[role], password })),
  )
  const members = new Map<Role, Context>()
  for (const [i, role] of roles.entries()) {
    const user = accounts[i]
    if (!user) throw new Error(`The demo has no ${role}.`)
    await addMember(teamSystem, { userId: user.id, role })
    const actor = {
      kind: 'user' as const,
      id: user.id,
      label: user.name,
      role,
      permissions: ROLE_PERMISSIONS[role],
    }
    members.set(role, { ...teamSystem, actor })
  }
  const as = (role: Role): Context => {
    const member = members.get(role)
    if (!member) throw new Error(`The demo has no ${role}.`)
    return member
  }

  for (const type of demoEventTypes) await createEventType(as('developer'), type)
  for (const { dialect, fields, by, history } of demoEndpoints) {
    clock.advance(2 * DAY_MS + 3 * HOUR_MS)
    const { endpoint } = await createEndpoint(as(by), { dialect, fields })
    for (const step of history) {
      clock.advance(step.afterHours * HOUR_MS)
      if ('patch' in step) await updateEndpoint(as(step.by), { id: endpoint.id, patch: step.patch })
      else await rotateSecret(as(step.by), { id: endpoint.id, overlapMs: step.overlapMs })
    }
  }
  for (const { toolkit, clientId, steps } of demoSources()) {
    clock.advance(DAY_MS)
    const { source } = await createSource(as('developer'), { toolkit, clientId })
    for (const { by, data } of steps) {
      clock.advance(3 * HOUR_MS)
      await patchSource(as(by), source.id, data)
    }
  }
  clock.toPresent(6 * HOUR_MS)
  const [fresh] = demoEndpoints
  if (fresh) await rotateOne(as('admin'), fresh.fields.name)
  await inviteMember(as('admin'), { email: 'mara@example.com', role: 'developer' })
  await makeDemoDeliveries(as, system.clock.now().getTime())
}

/** An older key that still signs when the demo is first looked at. */
async function rotateOne(ctx: Context, name: string): Promise<void> {
  const { items } = await listEndpoints(ctx, { search: name })
  if (items[0]) await rotateSecret(ctx, { id: items[0].id, overlapMs: DAY_MS })
}

interface PastClock extends Clock {
  advance(ms: number): void
  /** to so many milliseconds before the present */
  toPresent(beforeMs: number): void
}

/** A clock in the past that only `advance` moves, and never past the present. */
function pastClock(present: Clock, agoMs: number): PastClock {
  const limit = present.now().getTime()
  let nowMs = limit - agoMs
  return {
    now: () => new Date(nowMs++),
    advance: (ms) => {
      nowMs = Math.min(nowMs + ms, limit - 60_000)
    },
    toPresent: (beforeMs) => {
      nowMs = Math.max(nowMs, limit - beforeMs)
    },
  }
}
