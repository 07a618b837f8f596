import type { NextConfig } from 'next'

const address = process.env.PATCHBAY_URL

const config: NextConfig = {
  poweredByHeader: false,
  typedRoutes: false,
  // `npm test` checks types, of everything; who only starts Patchbay need not wait for it
  typescript: { ignoreBuildErrors: true },
  // paths with and without a slash at their end are different ones in the published APIs
  skipTrailingSlashRedirect: true,
  // these bring native code, or must be the same instance in Next's bundle and in the server's own modules
  serverExternalPackages: ['@node-rs/argon2', '@prisma/adapter-pg', '@prisma/client', 'pg', 'pino'],
  experimental: {
    serverActions: {
      bodySizeLimit: '1mb',
      // behind a proxy that rewrites the Host header, browsers still name this one as their origin
      ...(address && URL.canParse(address) && { allowedOrigins: [new URL(address).host] }),
    },
  },
}

export default config
