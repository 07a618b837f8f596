import type { DialectApi } from '#lib/dialects/kit/http/dialect-api.ts'
import { PROBLEM_TYPE } from './errors.ts'
import { standardLimits, standardOperations, standardRoutes } from './routes.ts'

export const standardApi: DialectApi = {
  title: 'Patchbay',
  description:
    "Patchbay's own API: the endpoints of all dialects, their secrets, messages and their deliveries, jobs that do many " +
    'things at once, the audit log, and the team. ' +
    'Every refusal is a problem by RFC 9457. A change can carry an `Idempotency-Key`.',
  version: 'v1',
  paths: ['/api/patchbay'],
  operations: standardOperations,
  limits: standardLimits,
  refusalMediaType: PROBLEM_TYPE,
  routes: standardRoutes,
  security: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      description:
        'A key of the team or of a user, a personal access token, or an opaque token of the OAuth server.',
    },
    key: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'The same, without a scheme.' },
  },
  accepts: [['bearer'], ['key']],
}
