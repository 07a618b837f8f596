import { env } from '#lib/env.ts'

/** Who the OAuth server is: the origin of this installation, as tokens and redirects name it. */
export function issuer(): string {
  return env().PATCHBAY_URL
}
