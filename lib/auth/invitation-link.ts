import { env } from '#lib/env.ts'

/** The address that the invited person opens. */
export function invitationLink(token: string): string {
  return `${env().PATCHBAY_URL}/invite/${token}`
}
