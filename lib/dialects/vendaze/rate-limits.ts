import type {
  ApiServices,
  LimitRule,
  LimitRules,
  LimitState,
  LimitUse,
} from '#lib/dialects/kit/http/operation.ts'
import type { Caller } from '#lib/domain/api-keys/caller.ts'

const perMinute = (points: number): LimitRule => ({ points, windowSeconds: 60 })

const rules = {
  'vendaze.get': perMinute(1000),
  'vendaze.post': perMinute(200),
  'vendaze.patch': perMinute(200),
  'vendaze.delete': perMinute(100),
} as const satisfies LimitRules
export const vendazeLimits: LimitRules = rules

function nameOf(method: string): keyof typeof rules {
  const name = `vendaze.${method.toLowerCase()}`
  return Object.hasOwn(rules, name) ? (name as keyof typeof rules) : 'vendaze.get'
}

/** Contract §4: per client and method. */
export function limitOf(caller: Caller, method: string): LimitUse {
  return { name: nameOf(method), key: caller.clientId ?? caller.credentialId }
}

/** Contract §4: "on every response", so also where nobody was counted yet: then all that the method's limit gives. */
export function limitHeaders(
  services: ApiServices,
  method: string,
  limit: LimitState | null,
): Record<string, string> {
  const state = limit ?? untouched(services, method)
  return {
    'x-ratelimit-limit': String(state.limit),
    'x-ratelimit-remaining': String(state.remaining),
    'x-ratelimit-reset': String(Math.ceil(state.resetsAt.getTime() / 1000)),
  }
}

function untouched({ limit, clock }: ApiServices, method: string): LimitState {
  const name = nameOf(method)
  const { points, windowSeconds } = limit(name) ?? rules[name]
  const resetsAt = new Date(clock.now().getTime() + windowSeconds * 1000)
  return { limit: points, remaining: points, windowSeconds, resetsAt }
}
