import { connectClient } from '#lib/db/connect.ts'
import { openSecretDangerously } from '#lib/domain/endpoints/secrets.ts'
import { registerSecret } from './secrets.ts'

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
`

type TracedRow = { id: string; endpoint_id: string; sealed: Buffer; key_id: string }

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
    const { rows } = await client.query<TracedRow>('DELETE FROM harness.secret_trace RETURNING *')
    for (const { id, endpoint_id: endpointId, key_id: keyId, sealed } of rows) {
      try {
        registerSecret(
          'endpoint-secret',
          openSecretDangerously({ id, endpointId, keyId, sealed: Uint8Array.from(sealed) }),
        )
      } catch (error) {
        if (!(error instanceof Error && error.message.startsWith('The master key'))) throw error
      }
    }
  } finally {
    await client.end()
  }
}
