/**
 * The bytes of a request's body, or null when there are more than `maxBytes`. What is too large by its own saying is not
 * read at all.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  const length = request.headers.get('content-length')
  if (length !== null) {
    if (Number(length) > maxBytes) return null
    // Node reads no more than the length that was said
    return new Uint8Array(await request.arrayBuffer())
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
