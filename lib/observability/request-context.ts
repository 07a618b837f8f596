import { AsyncLocalStorage } from 'node:async_hooks'
import { processSingleton } from '#lib/process-singleton.ts'

/** What is known of the request that is being answered. */
export interface RequestContext {
  readonly requestId: string
}

const storage = () => processSingleton('request-context', () => new AsyncLocalStorage<RequestContext>())

/** Runs `task` so that everything it calls, and logs, knows the request. */
export function withRequestContext<T>(context: RequestContext, task: () => T): T {
  return storage().run(context, task)
}

/** The request that is being answered, or undefined outside of one. */
export function requestContext(): RequestContext | undefined {
  return storage().getStore()
}
