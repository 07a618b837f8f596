import type { DialectApi } from '#lib/dialects/kit/http/dialect-api.ts'
import { vendazeLimits } from './rate-limits.ts'
import { operations, vendazeRoutes } from './routes.ts'

export const vendazeApi: DialectApi = {
  title: 'Vendaze webhooks',
  description:
    'The webhooks of one OAuth app: it sees what it made itself, and what the dashboard made for it. Every answer has ' +
    '`X-Request-ID` and the `X-RateLimit-*` headers.',
  version: 'v1',
  paths: ['/v1'],
  operations,
  limits: vendazeLimits,
  routes: vendazeRoutes,
  security: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'An access token of the OAuth server at `/oauth/token`, with the scope `webhooks:manage`.',
    },
  },
  accepts: [['bearer']],
}
