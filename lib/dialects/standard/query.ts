import { badQuery } from './refusal.ts'

/** A parameter, or undefined. Throws `Refusal` for one that comes twice. */
export function one(query: URLSearchParams, name: string): string | undefined {
  const [value, ...more] = query.getAll(name)
  if (more.length > 0) throw badQuery(name, `${name} comes twice.`)
  // the database's text cannot hold it
  if (value?.includes('\u0000')) throw badQuery(name, `${name} has a character that cannot be.`)
  return value
}

export function flag(query: URLSearchParams, name: string): boolean | undefined {
  const value = one(query, name)
  if (value === undefined) return undefined
  if (value === 'true' || value === 'false') return value === 'true'
  throw badQuery(name, `${name} must be true or false.`)
}

export function limit(query: URLSearchParams): number | undefined {
  const value = one(query, 'limit')
  if (value === undefined) return undefined
  const count = /^\d{1,3}$/.test(value) ? Number(value) : 0
  if (count >= 1 && count <= 100) return count
  throw badQuery('limit', 'limit must be a whole number from 1 to 100.')
}

/** One of some words. */
export function choice<T extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly T[],
): T | undefined {
  const value = one(query, name)
  const chosen = choices.find((candidate) => candidate === value)
  if (value === undefined || chosen !== undefined) return chosen
  throw badQuery(name, `${name} must be one of ${choices.join(', ')}.`)
}
