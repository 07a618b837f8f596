import { deriveKey } from '#lib/crypto/master-key.ts'
import { type Env, env, publishEnv } from '#lib/env.ts'

/**
 * Puts into the environment what next-auth, Next and the rest of this process read there: the database's address and
 * the secrets that come from the master key. Call it before any of them is loaded.
 * @throws Error, one sentence, when there is no usable master key
 */
export function publishRuntime(databaseUrl: string): Env {
  const { PATCHBAY_URL, PATCHBAY_DEMO } = env()
  publishEnv({
    DATABASE_URL: databaseUrl,
    // the default depends on who gave the address, so it is settled here
    PATCHBAY_DEMO: String(PATCHBAY_DEMO),
    PATCHBAY_URL,
    NEXTAUTH_URL: PATCHBAY_URL,
    NEXTAUTH_SECRET: deriveKey('next-auth session').toString('base64'),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: deriveKey('next server actions').toString('base64'),
  })
  return env()
}
