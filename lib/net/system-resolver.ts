import { Resolver as NameServers } from 'node:dns/promises'
import { parseHosts, parseSearchRules, readWhenChanged } from './name-files.ts'
import type { ResolvedAddress, Resolver } from './resolve.ts'

/**
 * A question may get lost, and so may a second one. For one server these are seven seconds in all, of the ten that an
 * attempt has: who is told one family alone can still send.
 */
const PATIENCE = { timeout: 1_000, tries: 3 }

/** Is in no name server (RFC 6761, section 6.3). */
const LOCALHOST = /^(.+\.)?localhost$/
const LOOPBACK: readonly ResolvedAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
]

/** A server that said that there is none. */
const NOTHING = new Set<unknown>(['ENOTFOUND', 'ENODATA'])
/** A server that said something. */
const ANSWERED = new Set<unknown>([...NOTHING, 'ESERVFAIL', 'EREFUSED', 'EFORMERR', 'ENOTIMP', 'EBADNAME'])

export interface SystemResolverOptions {
  readonly hostsFile?: string
  readonly resolvFile?: string
  /** in place of the file's */
  readonly servers?: readonly string[]
  readonly patience?: { readonly timeout: number; readonly tries: number }
}

/**
 * Names as the system's files say: the hosts file, then the name servers of resolv.conf with its search list. The system's
 * own lookup has a thread for each name until somebody answers, and few threads; here any number can be under way, so
 * that a name without an answer delays nobody. Who asks for a name that is being asked for gets the same answer, and
 * nothing is remembered.
 */
export function makeSystemResolver({
  hostsFile = '/etc/hosts',
  resolvFile = '/etc/resolv.conf',
  servers,
  patience = PATIENCE,
}: SystemResolverOptions = {}): Resolver {
  const hosts = readWhenChanged(hostsFile, parseHosts)
  const searchRules = readWhenChanged(resolvFile, parseSearchRules)
  const underWay = new Map<string, ReturnType<Resolver>>()

  const find = async (host: string): Promise<readonly ResolvedAddress[]> => {
    const name = host.toLowerCase().replace(/\.$/, '')
    const listed = hosts().get(name)
    if (listed) return listed
    if (LOCALHOST.test(name)) return LOOPBACK
    // made anew, because one reads the file only when it is made, and gets impatient with servers that were quick
    const asking = new NameServers(patience)
    if (servers) asking.setServers(servers)
    const { domains, dots } = searchRules()
    const longer = host.endsWith('.') ? [] : domains.map((domain) => `${name}.${domain}`)
    const isFirst = name.split('.').length > dots
    return firstOf(asking, isFirst ? [name, ...longer] : [...longer, name])
  }

  return (host) => {
    const joined = underWay.get(host)
    if (joined) return joined
    const asked = find(host).finally(() => underWay.delete(host))
    underWay.set(host, asked)
    return asked
  }
}

/** Where nobody answers the search ends: the next name could be somebody else's. */
async function firstOf(asking: NameServers, names: readonly string[]): Promise<readonly ResolvedAddress[]> {
  let failure: unknown
  for (const name of names) {
    try {
      return await ask(asking, name)
    } catch (error) {
      if (!ANSWERED.has(codeOf(error))) throw error
      if (failure === undefined || NOTHING.has(codeOf(failure))) failure = error
    }
  }
  throw failure
}

/** IPv4 first, because there are machines without a way for the other; one of the two is enough. */
async function ask(asking: NameServers, name: string): Promise<readonly ResolvedAddress[]> {
  const [v4, v6] = await Promise.allSettled([asking.resolve4(name), asking.resolve6(name)])
  const found = [...addressesOf(v4, 4), ...addressesOf(v6, 6)]
  if (found.length > 0) return found
  const failures = [v4, v6].flatMap((asked) => (asked.status === 'rejected' ? [asked.reason as unknown] : []))
  throw failures.find((failure) => !NOTHING.has(codeOf(failure))) ?? failures[0]
}

function addressesOf(asked: PromiseSettledResult<string[]>, family: 4 | 6): ResolvedAddress[] {
  return asked.status === 'fulfilled' ? asked.value.map((address) => ({ address, family })) : []
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown }).code
}
