/** One of the two roots under which the vendor serves both resources. */
export interface ApiVersion {
  /** ends the names of the operations */
  readonly name: 'V3' | 'V31'
  readonly root: string
  /** largest `limit` of a list (subscriptions contract §2) */
  readonly maxLimit: number
  /** reads show the whole secret, to a credential that may reveal it (subscriptions contract §4) */
  readonly showsSecrets: boolean
}

export const apiVersions: readonly ApiVersion[] = [
  { name: 'V3', root: '/api/v3', maxLimit: 1000, showsSecrets: false },
  { name: 'V31', root: '/api/v3.1', maxLimit: 50, showsSecrets: true },
]
