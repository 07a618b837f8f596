import type { MapRule } from '#lib/domain/endpoints/profile.ts'

/** What people call a member of the map. */
export interface MapWords {
  /** "header", "key" */
  readonly noun: string
  /** "Header name", "Key" */
  readonly keyLabel: string
  readonly empty: string
}

export const mapWords: Readonly<Record<MapRule['keys'], MapWords>> = {
  header: { noun: 'header', keyLabel: 'Header name', empty: 'No custom headers' },
  metadata: { noun: 'key', keyLabel: 'Key', empty: 'No metadata' },
}
