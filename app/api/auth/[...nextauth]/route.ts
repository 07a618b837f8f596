import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '#lib/auth/options.ts'
import { logger } from '#lib/observability/logger.ts'

interface RouteContext {
  readonly params: Promise<{ readonly nextauth: string[] }>
}

/** An address, a password and a token; nobody who is not signed in makes us read more. */
const MAX_BODY_BYTES = 8_192

async function handler(request: NextRequest, context: RouteContext): Promise<Response> {
  const length = request.headers.get('content-length')
  if (request.method === 'POST' && (length === null || Number(length) > MAX_BODY_BYTES))
    return new Response(null, { status: 413 })
  const answer = await NextAuth(request, context, authOptions(logger()))
  answer.headers.set('cache-control', 'no-store')
  return answer
}

export { handler as GET, handler as POST }
