import type { DialectApi } from '#lib/dialects/kit/http/dialect-api.ts'
import { stornoLimits, stornoOperations, stornoRoutes } from './routes.ts'

export const stornoApi: DialectApi = {
  title: 'Storno webhooks',
  description: 'The webhooks of one company. Every request names it in `X-Company`; the company is the team.',
  version: 'v1',
  paths: ['/api/v1'],
  operations: stornoOperations,
  limits: stornoLimits,
  routes: stornoRoutes,
  security: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      description: 'A personal access token, or an access token of the OAuth server.',
    },
    key: {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description: 'A key that begins with `af_`, as it is, without a scheme.',
    },
  },
  accepts: [['bearer'], ['key']],
}
