import { randomInt } from 'node:crypto'
import { hash, type Options, verify } from '@node-rs/argon2'

// argon2id with OWASP's first recommendation: 19 MiB, 2 passes, 1 lane
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The argon2id hash of a password, in PHC string form. Takes some 20 ms off the event loop. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST)
}

/** False also for a hash that is none. */
export async function verifyPassword(password: string, passwordHash: string): Promise<boolean> {
  try {
    return await verify(passwordHash, password.normalize('NFKC'))
  } catch {
    return false
  }
}

let decoy: Promise<string> | undefined

/** As much work as `verifyPassword`, always false: for an account that does not exist. */
export async function verifyNothing(password: string): Promise<false> {
  decoy ??= hashPassword('no account has this password')
  await verifyPassword(password, await decoy)
  return false
}

// without 0, O, 1, l and I, which look alike
const ALPHABET = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Four groups of five characters, 116 random bits, to be shown once. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 5 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('')
  return [group(), group(), group(), group()].join('-')
}
