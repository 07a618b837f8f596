/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>

export interface ParameterDoc {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly description: string
  readonly required?: boolean
  readonly schema: JsonSchema
}

/** What the OpenAPI document says of an operation, from the same schemas that its answers are tested against. */
export interface OperationDoc {
  readonly summary: string
  readonly description?: string
  readonly tag: string
  readonly parameters?: readonly ParameterDoc[]
  /** the body's schema, by media type */
  readonly body?: JsonSchema | Readonly<Record<`${string}/${string}`, JsonSchema>>
  /** no body at all is taken, too */
  readonly bodyOptional?: true
  /** the body's schema by status; null for an empty body */
  readonly answers: Readonly<
    Record<number, { readonly description: string; readonly schema: JsonSchema | null }>
  >
}
