import { ingressPath, type Source } from '#lib/domain/sources/source.ts'
import type { Toolkit } from '#lib/domain/toolkits/toolkit.ts'
import type { EndpointListWire, EndpointWire, SetupSchemaWire } from './wire.ts'

/** Six keys in the contract's order. `data` is null until the first value is set (A10). */
export function encodeEndpoint(
  source: Source,
  data: Readonly<Record<string, string>> | null,
  origin: string,
): EndpointWire {
  return {
    id: source.publicId,
    toolkit_slug: source.toolkit,
    client_id: source.clientId,
    webhook_url: origin + ingressPath(source),
    data,
    created_at: source.createdAt.toISOString(),
  }
}

export function encodeList(
  sources: readonly Pick<Source, 'publicId' | 'toolkit' | 'clientId'>[],
): EndpointListWire {
  return {
    items: sources.map(({ publicId, toolkit, clientId }) => ({
      id: publicId,
      toolkit_slug: toolkit,
      client_id: clientId,
    })),
  }
}

export function encodeSetupSchema(toolkit: Toolkit): SetupSchemaWire {
  const fields = Object.entries(toolkit.setupFields).map(([name, field]) => [
    name,
    {
      display_name: field.displayName,
      description: field.description,
      is_required: field.isRequired,
      is_secret: field.isSecret,
    },
  ])
  return { toolkit_slug: toolkit.slug, setup_fields: Object.fromEntries(fields) }
}
