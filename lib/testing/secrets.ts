import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { runFolder } from './run-folder.ts'

/** What a secret is for; the leak scan knows which operations may answer which kind. */
export type SecretKind =
  | 'admin-password'
  | 'api-key'
  | 'client-secret'
  | 'endpoint-secret'
  | 'guarded-value'
  | 'invitation-token'
  | 'master-key'
  | 'member-password'
  | 'metrics-token'
  | 'oauth-code'
  | 'oauth-token'
  | 'session-token'
  | 'smtp-password'
  | 'source-secret'

export type RegisteredSecret = { kind: SecretKind; value: Buffer }

/** Shorter ones would be found by chance. */
const MIN_LENGTH = 8

/**
 * Notes a secret that a test made or saw, so that the leak scan looks for its bytes in all logs and answers of the run.
 * @returns the value, so that a call can stand around the place where it is made
 */
export function registerSecret<T extends string | Uint8Array>(kind: SecretKind, value: T): T {
  const bytes = Buffer.from(value as string)
  if (bytes.length < MIN_LENGTH)
    throw new Error(`A ${kind} of fewer than ${MIN_LENGTH} bytes cannot be looked for.`)
  const folder = runFolder()
  const line = JSON.stringify({ kind, value: bytes.toString('base64') })
  if (folder) appendFileSync(registryFile(folder), `${line}\n`, { mode: 0o600 })
  return value
}

/** All secrets of a run, each once. */
export function readSecrets(folder: string): RegisteredSecret[] {
  const file = registryFile(folder)
  if (!existsSync(file)) return []
  const lines = new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean))
  return [...lines].map((line) => {
    const { kind, value } = JSON.parse(line) as { kind: SecretKind; value: string }
    return { kind, value: Buffer.from(value, 'base64') }
  })
}

function registryFile(folder: string): string {
  return path.join(folder, 'secrets.jsonl')
}
