import type { Call, Operation } from '#lib/dialects/kit/http/operation.ts'
import { getTeam } from '#lib/domain/teams/get-team.ts'
import type { Team } from '#lib/domain/teams/team.ts'
import { type TeamPatch, updateTeam } from '#lib/domain/teams/update-team.ts'
import {
  headerParameter,
  ifMatchParameter,
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
import { etag, ifMatch, isKnown, refuseOtherVersion, underIfMatch } from '../preconditions.ts'
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
      parameters: [headerParameter('If-None-Match', 'An ETag that is known already: 304')],
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
      parameters: [ifMatchParameter, preferParameter],
      body: patchBody(object({ name: text() }, ['name'])),
      answers: {
        200: { description: 'The team', schema: teamSchema },
        204: { description: 'Changed, as Prefer: return=minimal wants it', schema: null },
        ...problems(409, 412, 413, 415, 422),
      },
    },
    async handle(call) {
      const team = await underIfMatch(call, async () => {
        const seen = await seenVersion(call)
        return updateTeam(call.ctx, {
          // the verb judges the value
          patch: (current) => patchedMembers(call, ['name'], encode(current)) as TeamPatch,
          version: seen,
        })
      })
      return changed(call, {
        status: 200,
        headers: { etag: etag(team.version) },
        body: encode(team),
      })
    },
  }),
]

/** The version that `If-Match` names; an older one gets to the verb, which knows who changed what since. */
async function seenVersion(call: Call): Promise<number | null> {
  const versions = ifMatch(call)
  if (!versions) return null
  const { version } = await getTeam(call.ctx)
  const seen = versions.filter((candidate) => candidate <= version)
  if (seen.length === 0) refuseOtherVersion(call, version)
  return Math.max(...seen)
}
