import type { Call, WireAnswer } from '#lib/dialects/kit/http/operation.ts'

/** RFC 7240: whether the caller can do without the body. */
function prefersMinimal(call: Call): boolean {
  const preferences = (call.header('prefer') ?? '').split(',')
  return preferences.some((text) => /^\s*return\s*=\s*"?minimal"?\s*(;|$)/i.test(text))
}

/** The answer to a change, or its headers alone where the caller prefers so. */
export function changed(call: Call, answer: WireAnswer): WireAnswer {
  if (!prefersMinimal(call)) return answer
  return { status: 204, headers: { ...answer.headers, 'preference-applied': 'return=minimal' } }
}
