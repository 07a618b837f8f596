import type { DialectApi } from '#lib/dialects/kit/http/dialect-api.ts'
import { apiVersions } from './api-version.ts'
import { composioLimits, composioRoutes, operations } from './routes.ts'

export const composioApi: DialectApi = {
  title: 'Composio webhooks',
  description:
    'Webhook subscriptions, to which we deliver, and webhook endpoints, at which providers reach us. Both versions of the ' +
    'API have both.',
  version: 'v3.1',
  paths: apiVersions.map((version) => version.root),
  operations,
  limits: composioLimits,
  routes: composioRoutes,
  security: {
    projectKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'A key of the team.' },
    userKey: { type: 'apiKey', in: 'header', name: 'x-user-api-key', description: 'A key of a user.' },
  },
  accepts: [['projectKey'], ['userKey']],
}
