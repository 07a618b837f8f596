import type { FieldValues, Resolver } from 'react-hook-form'
import type * as z from 'zod/mini'

type FormSchema = z.ZodMiniType<FieldValues, FieldValues>

/**
 * Checks a form by its schema, as `zodResolver` does, but fetches zod and the schema at the first check: they are a
 * tenth of what a page may load at first. If they do not come, the server's own check has the word.
 */
export function formResolver<S extends FormSchema>(
  loadSchema: () => Promise<S>,
): Resolver<z.input<S>, unknown, z.output<S>> {
  return async (values, context, options) => {
    const loaded = await load(loadSchema).catch(() => null)
    if (!loaded) return { values: values as z.output<S>, errors: {} }
    const [{ zodResolver }, schema] = loaded
    // its own types know a schema's values only where the schema is not generic
    const check = zodResolver(schema) as unknown as Resolver<z.input<S>, unknown, z.output<S>>
    return check(values, context, options)
  }
}

async function load<S>(loadSchema: () => Promise<S>) {
  const z = await import('zod/mini')
  // pages are not allowed to make code from text, and zod would try to
  z.config({ jitless: true })
  return Promise.all([import('@hookform/resolvers/zod'), loadSchema()])
}
