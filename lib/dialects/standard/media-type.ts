import { RequestFault } from '#lib/dialects/kit/http/failure.ts'

export const MERGE_PATCH = 'application/merge-patch+json'
export const JSON_PATCH = 'application/json-patch+json'
const JSON_TYPE = 'application/json'

/** The media type without its parameters, in lower case. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

/** A body is JSON in UTF-8 and says so; a patch says which kind it is. Throws `unsupported_media_type`. */
export function checkMediaType(
  contentType: string | undefined,
  { method }: { readonly method: string },
): void {
  const taken = method === 'PATCH' ? [JSON_TYPE, MERGE_PATCH, JSON_PATCH] : [JSON_TYPE]
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1]
  const isUtf8 = charset === undefined || /^utf-?8$/i.test(charset)
  if (taken.includes(mediaTypeOf(contentType)) && isUtf8) return
  throw new RequestFault('unsupported_media_type', `Send the body as ${taken.join(', or ')}, in UTF-8.`)
}
