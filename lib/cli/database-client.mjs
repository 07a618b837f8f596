// Makes the database client from the schema, when it is missing or the schema is another.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CliError } from './cli-error.mjs'

const OUTPUT = path.join('lib', 'db', 'generated')
const STAMP = '.stamp'
const SOURCES = ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']

/** @param {string} root */
function clientStamp(root) {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    const file = path.join(root, source)
    hash.update(`${source}\n`).update(existsSync(file) ? readFileSync(file) : '')
  }
  return hash.digest('hex')
}

/** @param {string} root */
export function isClientFresh(root) {
  const output = path.join(root, OUTPUT)
  const stamp = path.join(output, STAMP)
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== clientStamp(root)) return false
  return readdirSync(output).length > 1
}

/**
 * @param {string} root
 * @param {(args: string[]) => Promise<number>} runNode answers with the exit code
 * @param {(line: string) => void} say
 */
export async function makeClient(root, runNode, say) {
  say('Making the database client…')
  const stamp = clientStamp(root)
  const code = await runNode([path.join('node_modules', 'prisma', 'build', 'index.js'), 'generate'])
  if (code !== 0)
    throw new CliError(`Making the database client failed: prisma generate ended with code ${code}.`)
  writeFileSync(path.join(root, OUTPUT, STAMP), stamp)
}
