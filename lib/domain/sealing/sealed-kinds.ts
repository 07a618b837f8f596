import { endpointSecretContext } from '../endpoints/secrets.ts'
import { keptAnswerContext } from '../idempotency/keyed-answer.ts'
import { signingKeyContext } from '../oauth-apps/signing-key.ts'
import { sourceValueContext } from '../sources/secret-values.ts'

/** A table whose rows have a value that is sealed under the master key: in `sealed`, with the key's id in `key_id`. */
export interface SealedKind {
  /** in an operator's words, of many */
  readonly label: string
  readonly table: string
  /** the columns of its primary key, in that order */
  readonly key: Readonly<Record<string, 'uuid' | 'text'>>
  /** further columns that the value is bound to */
  readonly beside?: readonly string[]
  /** what the value is bound to, from the columns of `key` and then those of `beside`; the same as where it is sealed */
  readonly context: (...columns: string[]) => string
}

/** All that is sealed. A test fails when the database has a sealed column that is not here. */
export const sealedKinds: readonly SealedKind[] = [
  {
    label: 'secrets of endpoints',
    table: 'endpoint_secrets',
    key: { id: 'uuid' },
    beside: ['endpoint_id'],
    context: (id: string, endpointId: string) => endpointSecretContext(endpointId, id),
  },
  {
    label: 'values of sources',
    table: 'source_values',
    key: { source_id: 'uuid', name: 'text' },
    context: sourceValueContext,
  },
  {
    label: 'keys that sign access tokens',
    table: 'signing_keys',
    key: { id: 'text' },
    context: signingKeyContext,
  },
  // gone in a day, but until then the older key would be needed
  {
    label: 'kept answers',
    table: 'idempotency_keys',
    key: { team_id: 'uuid', scope: 'text', key: 'text' },
    context: (teamId: string, scope: string, key: string) => keptAnswerContext({ teamId, scope, key }),
  },
]
