import { expect, test } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { runPrisma } from '#lib/testing/prisma-cli.ts'
import { pool } from './client.ts'

const database = useDatabase()

test('the migrations make exactly what prisma/schema.prisma describes', async () => {
  const sides = ['--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema.prisma']
  const run = runPrisma(['migrate', 'diff', '--exit-code', '--script', ...sides], database.url())
  // the exit code is 2, with the missing SQL as output, when they differ
  await expect(run).resolves.toMatchObject({ stdout: expect.stringContaining('empty migration') })
})

/**
 * What Prisma's own comparison does not see: partial and expression indexes, checks, storage, functions, triggers.
 * After a wanted change: `npx vitest run lib/db/schema -u`.
 */
test('the catalogue is the recorded one', async () => {
  const { rows } = await pool().query<{ line: string }>(CATALOGUE)
  await expect(`${rows.map((row) => row.line).join('\n')}\n`).toMatchFileSnapshot('./schema.snapshot.txt')
})

const CATALOGUE = `
WITH tables AS (
  SELECT c.oid, c.relname, c.relkind, c.relpersistence, pg_get_partkeydef(c.oid) AS partitioned,
    pg_get_expr(c.relpartbound, c.oid) AS bound
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
    AND c.relname <> '_prisma_migrations'
    -- a month's partition is made while the server runs
    AND NOT (c.relispartition AND c.relname ~ '_[0-9]{4}_[0-9]{2}$')
)
SELECT line FROM (
  SELECT relname, 0 AS part, '' AS name, E'\\n' || concat_ws(' ', CASE relpersistence WHEN 'u' THEN 'unlogged' END,
    CASE relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END, relname,
    'partition by ' || partitioned, bound) AS line
  FROM tables
  UNION ALL
  SELECT relname, 1, attname::text, concat_ws(' ', '  column', attname, format_type(atttypid, atttypmod),
    CASE WHEN attnotnull THEN 'not null' END, 'default ' || pg_get_expr(d.adbin, d.adrelid))
  FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
  UNION ALL
  SELECT relname, 2, conname::text, concat_ws(' ', '  constraint', conname, pg_get_constraintdef(k.oid))
  FROM tables t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype <> 'n'
  UNION ALL
  SELECT relname, 3, indexrelid::regclass::text, '  index ' || pg_get_indexdef(indexrelid)
  FROM tables t JOIN pg_index i ON i.indrelid = t.oid
  UNION ALL
  SELECT relname, 4, tgname::text, '  trigger ' || pg_get_triggerdef(g.oid)
  FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal
    AND g.tgname <> 'harness_trace'
  UNION ALL
  SELECT '~ types', 5, typname::text, concat_ws(' ', 'enum', typname, (
    SELECT string_agg(enumlabel, ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = y.oid))
  FROM pg_type y WHERE typtype = 'e' AND typnamespace = 'public'::regnamespace
  UNION ALL
  SELECT '~~ functions', 6, proname::text, pg_get_functiondef(p.oid)
  FROM pg_proc p LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'
  WHERE pronamespace = 'public'::regnamespace AND d.objid IS NULL
  UNION ALL
  SELECT '~~~ extensions', 7, extname::text, 'extension ' || extname FROM pg_extension WHERE extname <> 'plpgsql'
) AS lines
ORDER BY relname COLLATE "C", part, name COLLATE "C"
`
