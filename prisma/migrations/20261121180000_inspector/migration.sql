-- CreateTable
CREATE TABLE "inspector_inboxes" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "answer_status" INTEGER NOT NULL DEFAULT 200,
    "answer_delay_ms" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inspector_inboxes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspector_requests" (
    "id" UUID NOT NULL,
    "inbox_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "headers" JSON NOT NULL,
    "body" TEXT NOT NULL,
    "body_bytes" INTEGER NOT NULL,
    "answer_status" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "endpoint_id" UUID,
    "older_key" BOOLEAN NOT NULL DEFAULT false,
    "signed_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inspector_requests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "inspector_inboxes_token_key" ON "inspector_inboxes"("token");

-- CreateIndex
CREATE UNIQUE INDEX "inspector_inboxes_team_id_name_key" ON "inspector_inboxes"("team_id", "name");

-- CreateIndex
CREATE INDEX "inspector_requests_inbox_id_id_idx" ON "inspector_requests"("inbox_id", "id" DESC);

-- CreateIndex
CREATE INDEX "inspector_requests_received_at_idx" ON "inspector_requests"("received_at");

-- AddForeignKey
ALTER TABLE "inspector_inboxes" ADD CONSTRAINT "inspector_inboxes_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspector_requests" ADD CONSTRAINT "inspector_requests_inbox_id_fkey" FOREIGN KEY ("inbox_id") REFERENCES "inspector_inboxes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Which endpoints lead to an inbox is asked at each request; few endpoints do.
CREATE INDEX "endpoints_to_inspector" ON "endpoints" ("team_id") WHERE "url" LIKE '%/inspect/%';
