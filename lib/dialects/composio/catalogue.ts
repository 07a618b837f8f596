import { fixedCatalogue } from '#lib/dialects/kit/catalogue.ts'

export const catalogue = fixedCatalogue({
  composio: {
    'composio.trigger.message': 'Fired when a trigger receives data from an external service.',
    'composio.connected_account.expired':
      'Fired when a connected account expires and needs re-authentication.',
    'composio.trigger.disabled': 'Fired when Composio automatically disables a trigger.',
  },
})

/** Which payload versions can carry an event: the trigger's message all three, everything else V3 alone (B5). */
export function supportedVersions(eventType: string): readonly string[] {
  return eventType === 'composio.trigger.message' ? ['V1', 'V2', 'V3'] : ['V3']
}
