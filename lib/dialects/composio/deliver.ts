import type { DeliveryInput, EncodedDelivery } from '#lib/dialects/kit/adapter.ts'
import type { JsonObject, JsonValue } from '#lib/dialects/kit/json.ts'
import { DomainError } from '#lib/domain/shared/errors.ts'
import { supportedVersions } from './catalogue.ts'

/**
 * Contract §5. The message's metadata has the keys of V3; of a trigger's message also `trigger_uuid` and
 * `connected_account_uuid`, which only V2 shows. A key that is not there is written as null.
 */
export function encodeDelivery(input: DeliveryInput): EncodedDelivery {
  const version = input.payloadVersion ?? 'V3'
  if (!supportedVersions(input.eventType).includes(version))
    throw new DomainError('wrong_state', `${input.eventType} cannot be sent as payload version ${version}.`)
  return {
    body: JSON.stringify(version === 'V1' ? bodyV1(input) : version === 'V2' ? bodyV2(input) : bodyV3(input)),
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': webhookId(input),
      'webhook-timestamp': String(Math.floor(input.sentAt.getTime() / 1000)),
      'x-composio-webhook-version': version,
    },
  }
}

/** Stable across attempts, and the `id` of a V3 body. */
function webhookId(input: DeliveryInput): string {
  return `msg_${input.messageId}`
}

function bodyV3(input: DeliveryInput): JsonObject {
  return {
    id: webhookId(input),
    type: input.eventType,
    // whole seconds, as in the contract's sample; V2 has milliseconds
    timestamp: input.occurredAt.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    metadata: pick(input.metadata, metadataKeys(input.eventType)),
    data: input.data,
  }
}

function bodyV2(input: DeliveryInput): JsonObject {
  const { metadata } = input
  const mixedIn = {
    connection_id: metadata.connected_account_uuid ?? null,
    connection_nano_id: metadata.connected_account_id ?? null,
    trigger_nano_id: metadata.trigger_id ?? null,
    trigger_id: metadata.trigger_uuid ?? null,
    user_id: metadata.user_id ?? null,
  }
  return {
    log_id: metadata.log_id ?? null,
    timestamp: input.occurredAt.toISOString(),
    type: lowerSlug(metadata),
    // named twice: first in order, and not to be replaced by data that has a key of the same name
    data: { ...mixedIn, ...input.data, ...mixedIn },
  }
}

function bodyV1(input: DeliveryInput): JsonObject {
  const { metadata } = input
  return {
    trigger_name: lowerSlug(metadata),
    trigger_id: metadata.trigger_id ?? null,
    connection_id: metadata.connected_account_id ?? null,
    payload: input.data,
    log_id: metadata.log_id ?? null,
  }
}

function metadataKeys(eventType: string): readonly string[] {
  switch (eventType) {
    case 'composio.trigger.message':
      return ['log_id', 'trigger_slug', 'trigger_id', 'connected_account_id', 'auth_config_id', 'user_id']
    case 'composio.connected_account.expired':
      return ['project_id', 'org_id']
    default:
      return ['project_id']
  }
}

function pick(from: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.map((key): [string, JsonValue] => [key, from[key] ?? null]))
}

function lowerSlug(metadata: JsonObject): JsonValue {
  const slug = metadata.trigger_slug
  return typeof slug === 'string' ? slug.toLowerCase() : null
}
