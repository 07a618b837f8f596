import { profileOf } from '#lib/dialects/registry.ts'
import { stornoRoutes } from '#lib/dialects/storno/routes.ts'
import { systemClock } from '#lib/domain/shared/clock.ts'
import { env } from '#lib/env.ts'

export const dynamic = 'force-dynamic'

const routes = stornoRoutes({
  clock: systemClock,
  profile: profileOf,
  notify: () => undefined,
  origin: 'http://localhost',
  limit: (name) => env().PATCHBAY_RATE_LIMITS.get(name),
})

/** The same router, reached through Next. */
const answer = (request: Request) => routes.fetch(request)

export { answer as GET, answer as PATCH }
