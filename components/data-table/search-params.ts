/** The part of an address behind its question mark, as pages get it. */
export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>

/** Of a parameter that stands there twice the first counts; an empty one does not. */
export function firstParam(value: string | readonly string[] | undefined): string | undefined {
  return (typeof value === 'string' ? value : value?.[0]) || undefined
}
