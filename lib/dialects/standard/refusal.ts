import type { WireAnswer } from '#lib/dialects/kit/http/operation.ts'
import { type ProblemCode, type ProblemParts, problem } from './errors.ts'

/** A problem that only this door knows, with its own answer. */
export class Refusal extends Error {
  readonly code: ProblemCode
  readonly parts: Omit<ProblemParts, 'requestId'>

  constructor(code: ProblemCode, detail: string, parts: Omit<ProblemParts, 'requestId' | 'detail'> = {}) {
    super(detail)
    this.name = 'Refusal'
    this.code = code
    this.parts = { ...parts, detail }
  }

  answer(requestId: string): WireAnswer {
    const { status, body, headers } = problem(this.code, { ...this.parts, requestId })
    return { status, body, ...(headers ? { headers } : {}) }
  }
}

/** A parameter of the query that is not what it has to be. */
export function badQuery(parameter: string, detail: string): Refusal {
  return new Refusal('bad_query', detail, { parameter })
}
