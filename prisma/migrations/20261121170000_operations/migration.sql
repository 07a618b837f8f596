-- AlterTable
ALTER TABLE "teams" ADD COLUMN     "pause_after_days" INTEGER DEFAULT 5,
ADD COLUMN     "retention_days" INTEGER;

-- CreateTable
CREATE TABLE "endpoint_failures" (
    "endpoint_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "first_failed_at" TIMESTAMPTZ(3) NOT NULL,
    "last_failed_at" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_code" INTEGER,
    "last_error" TEXT,
    "warned_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "gone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "endpoint_failures_pkey" PRIMARY KEY ("endpoint_id")
);

-- CreateIndex
CREATE INDEX "endpoint_failures_team_id_idx" ON "endpoint_failures"("team_id");

-- AddForeignKey
ALTER TABLE "endpoint_failures" ADD CONSTRAINT "endpoint_failures_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;
