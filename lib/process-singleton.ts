const container: unique symbol = Symbol.for('patchbay.process')

type Container = Map<string, unknown>

/**
 * The one instance of `name` in this process. Modules are loaded twice, in Next's bundle and in Node's own
 * graph, so module-level state would exist twice; what lives here exists once.
 */
export function processSingleton<T>(name: string, make: () => T): T {
  const holder = globalThis as typeof globalThis & { [container]?: Container }
  holder[container] ??= new Map()
  const instances = holder[container]
  if (!instances.has(name)) instances.set(name, make())
  return instances.get(name) as T
}
