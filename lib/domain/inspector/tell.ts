import type { Context } from '../shared/context.ts'

/** Tells open pages that an inbox has something new, after commit. Names no request. */
export function tellInspector(notify: Context['notify'], teamId: string, inboxId: string): void {
  notify({
    ...{ teamId, entity: 'inspector', entityId: inboxId, action: 'inspector.moved' },
    ...{ fields: [], version: null, actorId: null, actorLabel: 'Patchbay' },
  })
}
