/** A tenant. */
export interface Team {
  readonly id: string
  /** in every address of the dashboard; never changes */
  readonly slug: string
  readonly name: string
  /** made at set-up for looking around; one click removes it */
  readonly isDemo: boolean
  readonly version: number
}
