-- endpoints that do nothing but fail are few: the filter reads them alone, newest first. The least number of failures is
-- `MIN_FAILURES` in lib/domain/failing-endpoints/streak.ts
CREATE INDEX "endpoint_failures_failing_idx" ON "endpoint_failures" ("team_id", "endpoint_id" DESC)
  WHERE "paused_at" IS NULL AND "failures" >= 5;
