import type { Instrumentation } from 'next'

/** Errors that a page or an action throws: logged like those of the API, with the request's id. */
export const onRequestError: Instrumentation.onRequestError = async (...details) => {
  // biome-ignore lint/style/noProcessEnv: Next puts its runtime in here at build time, which drops the import elsewhere
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { logPageError } = await import('#lib/observability/page-error.ts')
    logPageError(...details)
  }
}
