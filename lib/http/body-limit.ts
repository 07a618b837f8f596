import type { MiddlewareHandler } from 'hono'

/** What comes through a socket may have a body with these, a Request has none. */
const BODILESS = new Set(['GET', 'HEAD', 'TRACE'])

/**
 * Refuses larger bodies with the answer of `onTooLarge`. A body that names its length is judged by it, because Node
 * reads no more than that; one that does not is read here. (Hono's own limit copies the Request, which needs the
 * global one to be replaced, and Next runs in the same process.)
 */
export function limitBody(maxBytes: number, onTooLarge: () => Response): MiddlewareHandler {
  return async (context, next) => {
    const { raw } = context.req
    const isChunked = context.req.header('transfer-encoding') !== undefined
    if (!isChunked) {
      if (Number(context.req.header('content-length') ?? 0) > maxBytes) return onTooLarge()
      return next()
    }
    if (BODILESS.has(raw.method)) {
      context.req.raw = withoutBody(raw)
      return next()
    }
    const body = await readUpTo(raw.body, maxBytes)
    if (body === null) return onTooLarge()
    context.req.raw = new Request(raw.url, {
      method: raw.method,
      headers: raw.headers,
      body,
      signal: raw.signal,
    })
    return next()
  }
}

function withoutBody({ url, method, headers, signal }: Request): Request {
  // none can be made with TRACE, so it gets the method afterwards
  return Object.defineProperty(new Request(url, { headers, signal }), 'method', { value: method })
}

async function readUpTo(
  stream: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  maxBytes: number,
): Promise<Blob | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const chunk of stream ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) return null
    chunks.push(chunk)
  }
  return new Blob(chunks)
}
