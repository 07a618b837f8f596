-- What Prisma cannot describe ------------------------------------------------

-- All pieces of five characters of a text, each marked with its team. A text that is searched for is cut into pieces
-- too: the index entries of a piece are few however large the table is, where a team or three characters have many.
CREATE FUNCTION "search_pieces"("team" uuid, "content" text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  COST 10000 -- never to be called for each row of a scan
  RETURN array_to_tsvector(ARRAY(
    SELECT right("team"::text, 4) || substr("content", n, 5) FROM generate_series(1, length("content")) AS n
  ));

DROP INDEX "endpoints_search_idx";

-- search of name, URL or id, within one team; every search reads the pending list, so it is kept short
CREATE INDEX "endpoints_search_idx" ON "endpoints"
  USING gin ("search_pieces"("team_id", lower("name" || ' ' || "url" || ' ' || "public_id")))
  WITH (gin_pending_list_limit = 256);

-- no plan depends on how often a piece occurs, and counting them would make ANALYZE slow
ALTER INDEX "endpoints_search_idx" ALTER COLUMN 1 SET STATISTICS 0;
