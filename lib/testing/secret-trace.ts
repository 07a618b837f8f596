import { connectClient } from '#lib/db/connect.ts'
import { openSecretDangerously } from '#lib/domain/endpoints/secrets.ts'
import { openValueDangerously } from '#lib/domain/sources/secret-values.ts'
import { setupField, toolkitOf } from '#lib/domain/toolkits/toolkits.ts'
import { registerSecret } from './secrets.ts'

const SHORTEST = 8

/** Keeps a copy of every secret's row, also of those that are deleted later. In a schema that the application never sees. */
const TRACE = `
  CREATE SCHEMA harness;
  CREATE TABLE harness.secret_trace AS SELECT id, endpoint_id, sealed, key_id FROM endpoint_secrets WITH NO DATA;
  CREATE FUNCTION harness.trace_secret() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO harness.secret_trace VALUES (NEW.id, NEW.endpoint_id, NEW.sealed, NEW.key_id);
      RETURN NULL;
    END $$;
  CREATE TRIGGER harness_trace AFTER INSERT OR UPDATE OF sealed ON endpoint_secrets
    FOR EACH ROW EXECUTE FUNCTION harness.trace_secret();
  CREATE TABLE harness.value_trace AS SELECT source_id, name, sealed, key_id, mask, '' AS toolkit
    FROM source_values WITH NO DATA;
  CREATE FUNCTION harness.trace_value() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO harness.value_trace VALUES (NEW.source_id, NEW.name, NEW.sealed, NEW.key_id, NEW.mask,
        (SELECT toolkit FROM sources WHERE id = NEW.source_id));
      RETURN NULL;
    END $$;
  CREATE TRIGGER harness_trace AFTER INSERT OR UPDATE OF sealed ON source_values
    FOR EACH ROW EXECUTE FUNCTION harness.trace_value();
`

type TracedRow = { id: string; endpoint_id: string; sealed: Buffer; key_id: string }
type TracedValue = {
  source_id: string
  name: string
  sealed: Buffer
  key_id: string
  mask: string
  toolkit: string
}

/** Lets a test database remember every secret that is stored in it. */
export async function traceSecrets(databaseUrl: string): Promise<void> {
  const client = await connectClient(databaseUrl)
  await client.query(TRACE).finally(() => client.end())
}

/**
 * Registers the secrets that were stored since the last call, so that the leak scan looks for each of them, whoever made
 * it. Needs the master key that sealed them; those that a test sealed with another key stay unknown.
 */
export async function registerTracedSecrets(databaseUrl: string): Promise<void> {
  const client = await connectClient(databaseUrl)
  try {
    const secrets = await client.query<TracedRow>('DELETE FROM harness.secret_trace RETURNING *')
    for (const { id, endpoint_id: endpointId, key_id: keyId, sealed } of secrets.rows) {
      const row = { id, endpointId, keyId, sealed: Uint8Array.from(sealed) }
      const secret = ifKeyIsKnown(() => openSecretDangerously(row))
      if (secret !== null) registerSecret('endpoint-secret', secret)
    }
    const values = await client.query<TracedValue>('DELETE FROM harness.value_trace RETURNING *')
    for (const { source_id: sourceId, name, key_id: keyId, sealed, mask, toolkit } of values.rows) {
      const row = { sourceId, name, keyId, sealed: Uint8Array.from(sealed) }
      const value = ifKeyIsKnown(() => openValueDangerously(row))
      // one that is shown as it is is no secret, and a short one would be found by chance
      if (value !== null && value !== mask && Buffer.byteLength(value) >= SHORTEST)
        registerSecret(isGuarded(toolkit, name) ? 'guarded-value' : 'source-secret', value)
    }
  } finally {
    await client.end()
  }
}

/** No secret on its wire, for who may reveal it. */
function isGuarded(toolkit: string, name: string): boolean {
  return setupField(toolkitOf(toolkit), name)?.guarded === true
}

function ifKeyIsKnown<T>(open: () => T): T | null {
  try {
    return open()
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('The master key')) return null
    throw error
  }
}
