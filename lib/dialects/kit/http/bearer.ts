/** The credential of `Authorization: Bearer …`; the scheme has no case. Null for none and for another scheme. */
export function bearerOf(authorization: string | undefined): string | null {
  return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? null
}
