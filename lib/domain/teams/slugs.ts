/** First path segments that the server or a later part of it uses; no team is named so. One list, sorted. */
export const reservedSlugs: ReadonlySet<string> = new Set([
  '_next',
  'about',
  'account',
  'admin',
  'api',
  'app',
  'assets',
  'auth',
  'docs',
  'events',
  'favicon',
  'healthz',
  'help',
  'in',
  'inspect',
  'internal',
  'invite',
  'live',
  'login',
  'logout',
  'manifest',
  'metrics',
  'new',
  'oauth',
  'openapi',
  'patchbay',
  'portal',
  'public',
  'readyz',
  'reference',
  'register',
  'robots',
  'settings',
  'sign-in',
  'sign-out',
  'sign-up',
  'sitemap',
  'static',
  'system',
  'v1',
  'v2',
  'v3',
  'webhooks',
  'well-known',
])

const SLUG_MAX_LENGTH = 40
const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Lower-case letters, digits and single hyphens, at most 40, and not reserved. */
export function isSlug(value: string): boolean {
  return value.length <= SLUG_MAX_LENGTH && SLUG.test(value) && !reservedSlugs.has(value)
}

/**
 * The slugs to try for a team's name, in order: the name's own letters, then with a number, endless. Marks are
 * dropped (`Café` is `cafe`); a name without Latin letters or digits, or a reserved one, begins with `team`.
 */
export function* slugCandidates(name: string): Generator<string, never> {
  const base = slugOf(name)
  if (isSlug(base)) yield base
  const stem = base === '' ? 'team' : base
  for (let n = 2; ; n++) {
    const suffix = `-${n}`
    yield stem.slice(0, SLUG_MAX_LENGTH - suffix.length).replace(/-$/, '') + suffix
  }
}

function slugOf(name: string): string {
  const ascii = name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').toLowerCase()
  const words = ascii.replace(/['’]/g, '').replace(/[^a-z0-9]+/g, '-')
  return words
    .slice(0, SLUG_MAX_LENGTH + 1)
    .replace(/^-+/, '')
    .slice(0, SLUG_MAX_LENGTH)
    .replace(/-+$/, '')
}
