import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs the Prisma CLI against a database. Rejects, with what it wrote, when its exit code is not 0. */
export function runPrisma(args: string[], databaseUrl: string): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(process.execPath, ['node_modules/prisma/build/index.js', ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
  })
}
