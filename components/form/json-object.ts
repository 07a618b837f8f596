import { jsonFault } from './json-fault.ts'

export type ParsedObject = { readonly object: Readonly<Record<string, unknown>> } | { readonly fault: string }

/** A JSON object as it is typed, or what is wrong with it, in words that say where. */
export function parseJsonObject(text: string): ParsedObject {
  if (text.trim() === '') return { fault: 'Enter a JSON object, as {}.' }
  const fault = jsonFault(text)
  if (fault) return { fault }
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { object: value as Readonly<Record<string, unknown>> }
    : { fault: 'This must be a JSON object, as {}.' }
}
