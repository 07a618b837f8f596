import type { Operation } from '#lib/dialects/kit/http/operation.ts'
import { getTeam } from '#lib/domain/teams/get-team.ts'
import type { Team } from '#lib/domain/teams/team.ts'
import { type TeamPatch, updateTeam } from '#lib/domain/teams/update-team.ts'
import { dryRunAnswer, dryRunParameter, dryRunSchema, isDryRun } from '../dry-run.ts'
import {
  ifMatchParameter,
  ifNoneMatchParameter,
  object,
  patchBody,
  preferParameter,
  problems,
  text,
  uuid,
  whole,
} from '../json-schemas.ts'
import { operation, ROOT } from '../operation.ts'
import { patchedMembers } from '../patched.ts'
import { etag, ifMatch, isKnown, underIfMatch } from '../preconditions.ts'
import { changed } from '../prefer.ts'

const PATH = `${ROOT}/team`
const tag = 'Team'
const teamSchema = object({ id: uuid, slug: text(), name: text(), version: whole })

function encode({ id, slug, name, version }: Team) {
  return { id, slug, name, version }
}

export const teamOperations: readonly Operation[] = [
  operation({
    name: 'getTeam',
    method: 'GET',
    path: PATH,
    permission: 'team:read',
    doc: {
      summary: 'Get the team that the credential belongs to',
      tag,
      parameters: [ifNoneMatchParameter],
      answers: {
        200: { description: 'The team; ETag has its version', schema: teamSchema },
        304: { description: 'Not changed since', schema: null },
        ...problems(),
      },
    },
    async handle(call) {
      const team = await getTeam(call.ctx)
      const headers = { etag: etag(team.version) }
      if (isKnown(call, team.version)) return { status: 304, headers }
      return { status: 200, headers, body: encode(team) }
    },
  }),
  operation({
    name: 'updateTeam',
    method: 'PATCH',
    path: PATH,
    permission: 'team:update',
    doc: {
      summary: "Change the team's name",
      tag,
      parameters: [dryRunParameter, ifMatchParameter, preferParameter],
      body: patchBody(object({ name: text() }, ['name'])),
      answers: {
        200: {
          description: 'The team; or what a dry run found',
          schema: { anyOf: [teamSchema, dryRunSchema('team', teamSchema)] },
        },
        204: { description: 'Changed, as Prefer: return=minimal wants it', schema: null },
        ...problems(409, 412, 413, 415, 422),
      },
    },
    async handle(call) {
      const dryRun = isDryRun(call)
      const { team, change } = await underIfMatch(call, () =>
        updateTeam(call.ctx, {
          // the verb judges the value
          patch: (current) => patchedMembers(call, ['name'], encode(current)) as TeamPatch,
          version: null,
          ifVersions: ifMatch(call),
          dryRun,
        }),
      )
      if (dryRun) return dryRunAnswer('team', encode(team), change)
      return changed(call, {
        status: 200,
        headers: { etag: etag(team.version) },
        body: encode(team),
      })
    },
  }),
]
