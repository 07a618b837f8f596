import type { EndpointState } from './fields.ts'
import type { SecretRule } from './profile.ts'

/** What a change of state does to the keys, beyond setting fields. */
export type SecretTransition = 'keep' | 'create' | 'destroy'

/** One function of (before, after), so that every door turns signing on and off alike. `before` is null at creation. */
export function secretTransition(
  rule: SecretRule,
  before: Pick<EndpointState, 'signing'> | null,
  after: Pick<EndpointState, 'signing'>,
): SecretTransition {
  if (rule.presence === 'always') return before === null ? 'create' : 'keep'
  const was = before?.signing ?? false
  if (was === after.signing) return 'keep'
  return after.signing ? 'create' : 'destroy'
}
