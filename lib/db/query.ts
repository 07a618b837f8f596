import type pg from 'pg'
import { pool, queuePool, statementName } from './client.ts'

/**
 * One statement on the driver itself, for the paths that every request takes: it costs half of what it costs through
 * Prisma. Values are bound by place; each text is parsed once a connection. Errors are the driver's, as `23505`.
 */
export function query<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> {
  return run(pool(), sql, values)
}

/** The same on connections that are planned for the queue of deliveries: every row by an index, nothing planned anew. */
export function queueQuery<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> {
  return run(queuePool(), sql, values)
}

async function run<Row extends object>(
  connections: pg.Pool,
  sql: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const name = statementName(sql)
  const { rows } = await connections.query<Row>({ ...(name && { name }), text: sql, values: [...values] })
  return rows
}
