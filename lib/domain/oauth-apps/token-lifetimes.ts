import { JWT_SCOPE } from '../api-keys/scopes.ts'

/** Vendaze: "JWT RS256, 1 h; refresh 60 days" (contract section 1). */
export const JWT_LIFETIME_SECONDS = 3_600
const ACCESS_LIFETIME_SECONDS = 3_600
/** SelfCommunity: "expires_in 36000, scope read write" (contract section 1). */
const READ_WRITE_LIFETIME_SECONDS = 36_000
export const REFRESH_LIFETIME_SECONDS = 60 * 86_400

export function isJwt(scopes: readonly string[]): boolean {
  return scopes.includes(JWT_SCOPE)
}

/** How long an access token with these scopes is good. */
export function accessLifetimeSeconds(scopes: readonly string[]): number {
  if (isJwt(scopes)) return JWT_LIFETIME_SECONDS
  return scopes.includes('read') || scopes.includes('write')
    ? READ_WRITE_LIFETIME_SECONDS
    : ACCESS_LIFETIME_SECONDS
}
