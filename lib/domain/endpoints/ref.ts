/** An endpoint by the id that its dialect's wire shows. */
export interface PublicRef {
  readonly dialect: string
  readonly publicId: string
  /** only among those that this OAuth app made */
  readonly oauthAppId?: string | undefined
}

/** An endpoint by its own UUID, or by a dialect's id. Either is looked for in the caller's team alone. */
export type EndpointRef = string | PublicRef
