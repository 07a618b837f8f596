import type { ApiServices, LimitRule, LimitState, LimitUse } from '#lib/dialects/kit/http/operation.ts'
import type { Caller } from '#lib/domain/api-keys/caller.ts'

const PER_MINUTE: Readonly<Record<string, number>> = { GET: 1000, POST: 200, PATCH: 200, DELETE: 100 }
const WINDOW_SECONDS = 60

function ruleOf(method: string): { readonly name: string; readonly rule: LimitRule } {
  const counted = Object.hasOwn(PER_MINUTE, method) ? method : 'GET'
  const points = PER_MINUTE[counted] ?? 0
  return { name: `vendaze.${counted.toLowerCase()}`, rule: { points, windowSeconds: WINDOW_SECONDS } }
}

/** Contract §4: per client and method. */
export function limitOf(caller: Caller, method: string): LimitUse {
  return { ...ruleOf(method), key: caller.clientId ?? caller.credentialId }
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
  const { name, rule } = ruleOf(method)
  const { points, windowSeconds } = limit(name) ?? rule
  const resetsAt = new Date(clock.now().getTime() + windowSeconds * 1000)
  return { limit: points, remaining: points, windowSeconds, resetsAt }
}
