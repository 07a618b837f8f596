/**
 * The scopes of a request, each once and in its order; what the app has when it names none. Null when it names one that
 * it may not have, or none is left.
 */
export function grantableScopes(
  requested: string | null,
  allowed: readonly string[],
): readonly string[] | null {
  const names = [...new Set((requested ?? '').split(' ').filter((name) => name !== ''))]
  if (names.length === 0) return allowed.length === 0 ? null : allowed
  return names.every((name) => allowed.includes(name)) ? names : null
}
