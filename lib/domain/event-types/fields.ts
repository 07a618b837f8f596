/** An event type of a catalogue, as it may leave the core. */
export interface EventTypeView {
  readonly name: string
  readonly group: string
  readonly description: string
  /** JSON Schema of the payload's data; null when there is none */
  readonly schema: unknown
  readonly archived: boolean
  /** goes up by one per change */
  readonly version: number
  readonly createdAt: string
}
