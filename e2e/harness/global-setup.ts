import { startTestServer } from '#lib/testing/database-server.ts'

/** How the workers learn where to copy their database from. */
export const DATABASE_SERVER_VARIABLE = 'PATCHBAY_E2E_DATABASE'

/** One database server for the whole run. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const { adminUrl, template, stop } = await startTestServer('e2e')
  process.env[DATABASE_SERVER_VARIABLE] = JSON.stringify({ adminUrl, template })
  return stop
}
