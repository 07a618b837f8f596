import { pool, statementName } from './client.ts'

/**
 * One statement on the driver itself, for the paths that every request takes: it costs half of what it costs through
 * Prisma. Values are bound by place; each text is parsed once a connection. Errors are the driver's, as `23505`.
 */
export async function query<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> {
  const name = statementName(sql)
  const { rows } = await pool().query<Row>({ ...(name && { name }), text: sql, values: [...values] })
  return rows
}
