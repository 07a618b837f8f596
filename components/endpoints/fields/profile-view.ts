import type { DialectProfile, SecretRule } from '#lib/domain/endpoints/profile.ts'

/**
 * What a page shows of a dialect's profile: its data, without the functions that judge and mask, and without the
 * events, which come by themselves. The server sends that of one dialect; a browser fetches the whole of it with the
 * first editor.
 */
export type ProfileView = Omit<DialectProfile, 'invariants' | 'secret' | 'catalogue'> & {
  readonly secret: Omit<SecretRule, 'mask'>
  readonly catalogue: Pick<DialectProfile['catalogue'], 'kind'>
}

export function profileView(profile: DialectProfile): ProfileView {
  const { invariants: _, secret, catalogue, ...rest } = profile
  const { mask: __, ...secretRest } = secret
  return { ...rest, secret: secretRest, catalogue: { kind: catalogue.kind } }
}
