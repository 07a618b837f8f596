import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** An answer's body, ready to send. */
export interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
  readonly encoding: 'br' | 'gzip' | null
}

const PACKAGE = path.join(import.meta.dirname, '..', '..', 'node_modules', '@scalar', 'api-reference')
const FOLDER = path.join(PACKAGE, 'dist', 'browser')
const ENTRY = 'standalone.esm.js'
const OWN = 'start.js'

interface Known {
  readonly version: string
  /** by the path below the version; only what is listed here is ever read */
  readonly files: ReadonlyMap<string, string>
}

let known: Known | undefined
const ready = new Map<string, Promise<Asset>>()

function knownFiles(): Known {
  if (known) return known
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, 'package.json'), 'utf8')) as {
    version: string
  }
  const chunks = readdirSync(path.join(FOLDER, 'chunks')).filter((name) => name.endsWith('.js'))
  known = {
    version,
    files: new Map([
      [ENTRY, path.join(FOLDER, ENTRY)],
      [OWN, path.join(import.meta.dirname, 'reference-start.js')],
      ...chunks.map((name) => [`chunks/${name}`, path.join(FOLDER, 'chunks', name)] as const),
    ]),
  }
  return known
}

/** Where the page's script is; the package's version is in it, because browsers keep it for good. */
export function assetPath(file: typeof ENTRY | typeof OWN): string {
  return `/reference/assets/${knownFiles().version}/${file}`
}

/** A file of the reference, compressed once for all; undefined for anything else. */
export async function findAsset(urlPath: string, acceptEncoding: string): Promise<Asset | undefined> {
  const { version, files } = knownFiles()
  const prefix = `/reference/assets/${version}/`
  const file = urlPath.startsWith(prefix) ? files.get(urlPath.slice(prefix.length)) : undefined
  if (!file) return undefined
  const encoding = /\bbr\b/.test(acceptEncoding) ? 'br' : /\bgzip\b/.test(acceptEncoding) ? 'gzip' : null
  const key = `${encoding}:${file}`
  const asset = ready.get(key) ?? load(file, encoding)
  ready.set(key, asset)
  return asset.catch((error: unknown) => {
    ready.delete(key)
    throw error
  })
}

async function load(file: string, encoding: Asset['encoding']): Promise<Asset> {
  return {
    bytes: Uint8Array.from(await compress(await readFile(file), encoding)),
    type: 'text/javascript; charset=utf-8',
    encoding,
  }
}

/** Good enough to be small, quick enough not to be waited for: the largest file takes a tenth of a second. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

async function compress(bytes: Buffer, encoding: Asset['encoding']): Promise<Buffer> {
  if (encoding === 'br') return promisify(brotliCompress)(bytes, BROTLI)
  return encoding === 'gzip' ? promisify(gzip)(bytes) : bytes
}
