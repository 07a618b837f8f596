import type { NewChange } from '../audit/record.ts'
import { toolkitOf } from '../toolkits/toolkits.ts'
import type { Source } from './source.ts'

/** How the audit log names a source. */
export function entityOf(source: Pick<Source, 'id' | 'toolkit' | 'clientId'>): NewChange['entity'] {
  return { kind: 'source', id: source.id, name: `${toolkitOf(source.toolkit).label} ${source.clientId}` }
}
