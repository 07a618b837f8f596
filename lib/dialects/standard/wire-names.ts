/** What the core calls otherwise than this wire. */
const names: Readonly<Record<string, string>> = {
  tlsVerification: 'tls_verification',
  payloadVersion: 'payload_version',
  oldSecretSignsUntil: 'old_secret_signs_until',
  archivedAt: 'archived_at',
  redirectUris: 'redirect_uris',
  expiresAt: 'expires_at',
  overlapMs: 'overlap_seconds',
  expiresInSeconds: 'expires_in_seconds',
  userId: 'user_id',
}
const backwards: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(names).map(([core, wire]) => [wire, core]),
)

/** A field of the core as this wire calls it. */
export function wireField(field: string): string {
  return Object.hasOwn(names, field) ? (names[field] ?? field) : field
}

export function coreField(wire: string): string {
  return Object.hasOwn(backwards, wire) ? (backwards[wire] ?? wire) : wire
}
