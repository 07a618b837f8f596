import type { DialectApi } from '#lib/dialects/kit/http/dialect-api.ts'
import { selfcommunityOperations, selfcommunityRoutes } from './routes.ts'

export const selfcommunityApi: DialectApi = {
  title: 'SelfCommunity webhook endpoints',
  description:
    'Webhook endpoints of a community, for its admins. Paths are served with and without a slash at their end.',
  version: 'v2',
  paths: ['/api/v2'],
  operations: selfcommunityOperations,
  limits: {},
  trailingSlash: true,
  routes: selfcommunityRoutes,
  security: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      description: 'A personal access token, or an access token of the OAuth server.',
    },
  },
  accepts: [['bearer']],
}
