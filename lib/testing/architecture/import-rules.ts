import type { Edge } from './imports.ts'
import { kindOf, roomOf } from './rooms.ts'

/** What of a dialect is data, and may be loaded by a browser. */
const PROFILE = /^lib\/dialects\/([a-z]+\/)?profile\.ts$/

/**
 * Who may import whom: for each kind of room, what the paths may begin with that it imports from other rooms.
 * What is absent is forbidden. ARCHITECTURE.md has the same table in words.
 */
const MAY_IMPORT: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  // these put the parts together
  'server.ts': ['lib/'],
  'lib/cli': ['lib/', 'prisma/seed.ts', 'server.ts', 'bench/'],
  prisma: ['lib/'],
  // settings of a tool
  config: ['lib/'],
  bench: ['lib/', 'server.ts', 'prisma/seed.ts'],

  app: [
    ...['components/', 'lib/actions/', 'lib/queries/', 'lib/auth/', 'lib/domain/', 'lib/env.ts'],
    'lib/observability/',
    PROFILE,
  ],
  'proxy.ts': ['lib/auth/', 'lib/http/', 'lib/env.ts'],
  'instrumentation.ts': ['lib/observability/'],
  'components/feature': [
    ...['ui', 'form', 'data-table', 'layout', 'feedback'].map((kit) => `components/${kit}/`),
    'lib/actions/',
    'lib/queries/',
    'lib/domain/',
    PROFILE,
  ],
  'components/kit': ['components/ui/'],
  'components/ui': [],

  'lib/actions': [
    ...['lib/auth/', 'lib/domain/', 'lib/dialects/registry.ts', 'lib/live/'],
    'lib/observability/',
  ],
  'lib/queries': ['lib/actions/', 'lib/domain/'],
  'lib/auth': ['lib/domain/', 'lib/crypto/', 'lib/env.ts'],
  'lib/live': ['lib/auth/', 'lib/domain/', 'lib/db/', 'lib/http/', 'lib/observability/', 'lib/env.ts'],
  'lib/inspector': ['lib/domain/', 'lib/http/'],
  'lib/oauth': [
    ...['lib/domain/', 'lib/auth/', 'lib/crypto/', 'lib/http/', 'lib/observability/', 'lib/env.ts'],
  ],
  'lib/openapi': ['lib/dialects/kit/', 'lib/http/'],
  'lib/dialects': ['lib/dialects/', 'lib/domain/'],
  'lib/dialects/kit': ['lib/domain/', 'lib/http/', 'lib/observability/'],
  'lib/dialects/dialect': ['lib/dialects/kit/', 'lib/domain/'],
  'lib/delivery': ['lib/domain/', 'lib/dialects/registry.ts', 'lib/net/', 'lib/observability/'],
  'lib/domain': ['lib/domain/', 'lib/net/url-policy.ts'],

  // downwards only
  'lib/db': ['lib/crypto/', 'lib/net/', 'lib/http/', 'lib/observability/', 'lib/env.ts'],
  'lib/crypto': ['lib/net/', 'lib/http/', 'lib/observability/', 'lib/env.ts'],
  'lib/net': ['lib/http/', 'lib/observability/', 'lib/env.ts'],
  'lib/http': ['lib/observability/', 'lib/env.ts'],
  'lib/mail': [],
  'lib/observability': ['lib/env.ts'],
  'lib/env.ts': [],
  'lib/process-singleton.ts': [],
  'lib/remembered.ts': [],
}

/** Single files that may do what their room may not. */
const EXCEPTIONS: readonly { from: RegExp; to: RegExp }[] = [
  // the database is behind repo files and the transaction
  { from: /^lib\/domain\/(.+\/repo(-[a-z-]+)?|shared\/transaction)\.ts$/, to: /^lib\/db\// },
  // secrets, keys and passwords are made and sealed where they are a concept
  { from: /^lib\/domain\/.*(secret|key|token|password).*\.ts$/, to: /^lib\/crypto\// },
  { from: /^lib\/domain\/(users|invitations)\//, to: /^lib\/crypto\/(password|token)\.ts$/ },
  // one instance in a process that loads modules twice; what was made before
  { from: /^lib\//, to: /^lib\/(process-singleton|remembered)\.ts$/ },
]

const REPO = /^lib\/domain\/([^/]+)\/repo(-[a-z-]+)?\.ts$/

/** One sentence for every import that the house does not allow. */
export function findForbiddenImports(edges: readonly Edge[]): string[] {
  return edges
    .map((edge) => ({ edge, reason: refusal(edge) }))
    .filter(({ reason }) => reason !== undefined)
    .map(({ edge, reason }) => `${edge.from} imports ${edge.to}: ${reason}`)
}

function refusal({ from, to }: Edge): string | undefined {
  if (to.startsWith('npm:') || to.startsWith('node:')) return refusalOfPackage(from, to)
  const [room, target] = [roomOf(from), roomOf(to)]
  if (room === target) return undefined
  const [, owner] = REPO.exec(to) ?? []
  if (owner) return `only lib/domain/${owner} itself knows its rows`
  if (EXCEPTIONS.some((exception) => exception.from.test(from) && exception.to.test(to))) return undefined
  const allowed = MAY_IMPORT[kindOf(room)]
  if (!allowed) return `${room} is not a known room`
  if (!allowed.some((path) => (typeof path === 'string' ? to.startsWith(path) : path.test(to))))
    return `${room} may not know ${target}`
  return undefined
}

/** Packages that a room must not know, because what it does has to work without them. */
const FORBIDDEN_PACKAGES: readonly { room: RegExp; packages: RegExp; reason: string }[] = [
  {
    room: /^lib\/domain\//,
    packages: /^npm:(next|react|react-dom|hono|next-auth|next-safe-action|@tanstack\/.*|undici)(\/|$)/,
    reason: 'the domain knows neither the web nor the screen',
  },
  {
    room: /^(?!lib\/(db|live|cli)\/|prisma\/|bench\/|[a-z]+\.config\.)/,
    packages: /^npm:(pg|@prisma\/.*|prisma)(\/|$)/,
    reason: 'only lib/db talks to the driver, and the listener of lib/live',
  },
  {
    room: /^(components|lib\/(domain|dialects|queries))\//,
    packages: /^npm:zod$/,
    reason: 'a browser may load it: zod/mini',
  },
  {
    room: /^(?!lib\/oauth\/)/,
    packages: /^npm:@jmondi\/oauth2-server$/,
    reason: 'only lib/oauth knows the grant library',
  },
  { room: /^/, packages: /^npm:@(lib|app|components)\//, reason: 'package imports begin with #' },
]

function refusalOfPackage(from: string, to: string): string | undefined {
  if (/\.(test|spec)\.tsx?$/.test(from)) return undefined
  return FORBIDDEN_PACKAGES.find(({ room, packages }) => room.test(from) && packages.test(to))?.reason
}
