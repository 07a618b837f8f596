/** Remembers, in the browser, which team was looked at last. It opens nothing: the session decides what may be seen. */
export const lastTeamCookie = 'last-team'

/** The team to open: the last one, or the first by name; null without any. */
export function teamToOpen<T extends { readonly slug: string }>(
  teams: readonly T[],
  lastSlug: string | undefined,
): T | null {
  return teams.find((team) => team.slug === lastSlug) ?? teams[0] ?? null
}
