type LockedPackage = { version?: string; resolved?: string; optionalDependencies?: Record<string, string> }
export type LockFile = { packages: Record<string, LockedPackage> }

/**
 * Packages for other platforms that the lock file names but does not hold. `npm ci` refuses such a file on the platform
 * that needs them, while `npm install` on another one writes it without a word.
 */
export function missingOptionalPackages({ packages }: LockFile): string[] {
  const held = new Set(Object.keys(packages).map(nameOf))
  return Object.entries(packages).flatMap(([key, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !held.has(name))
      .map((name) => `${nameOf(key) || 'the project'} wants ${name}`),
  )
}

/** Packages whose address is written down, which would tie every installation to one host. */
export function packagesWithAddress({ packages }: LockFile): string[] {
  return Object.entries(packages)
    .filter(([, { resolved }]) => resolved?.includes('://'))
    .map(([key]) => nameOf(key))
}

function nameOf(key: string): string {
  return key.replace(/^.*node_modules\//, '')
}
