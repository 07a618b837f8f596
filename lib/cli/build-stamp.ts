import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Everything that `next build` reads. Missing ones are fine; a new kind of input is added here. */
const inputs = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema.prisma',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'tailwind.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]

/** Below the inputs, but never part of a page: commands, tests, and what is made from the schema. */
const excluded = [
  /^lib\/cli\//,
  /^lib\/testing\//,
  /^lib\/db\/generated\//,
  /\.(test|spec)\.tsx?$/,
  /\.md$/,
  /(^|\/)\./,
]

const stampFile = (root: string) => path.join(root, '.next', 'patchbay-build')

/** One hash over the names and the contents of all inputs of the build. */
export function buildInputsHash(root: string): string {
  const hash = createHash('sha256')
  for (const file of inputs.flatMap((input) => filesBelow(root, input))) {
    const content = readFileSync(path.join(root, file))
    hash.update(`${file}\0${content.byteLength}\0`).update(content)
  }
  return hash.digest('hex')
}

/** The hash of the inputs of the finished build in `.next`, or undefined when there is none. */
export function readBuildStamp(root: string): string | undefined {
  if (!existsSync(stampFile(root)) || !existsSync(path.join(root, '.next', 'BUILD_ID'))) return undefined
  return readFileSync(stampFile(root), 'utf8')
}

/** Says that `.next` is finished, and from what it was made. */
export function writeBuildStamp(root: string, inputsHash: string): void {
  writeFileSync(stampFile(root), inputsHash)
}

/** Before `.next` is changed: what is there from now on counts for nothing until it is stamped again. */
export function removeBuildStamp(root: string): void {
  rmSync(stampFile(root), { force: true })
}

/** The paths of the files, in an order that is the same everywhere. */
function filesBelow(root: string, input: string): string[] {
  const absolute = path.join(root, input)
  if (!existsSync(absolute)) return []
  if (path.extname(input) !== '') return [input]
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !excluded.some((pattern) => pattern.test(file)))
    .sort()
}
