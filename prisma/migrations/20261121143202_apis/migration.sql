-- CreateEnum
CREATE TYPE "ApiKeyKind" AS ENUM ('project_key', 'user_key', 'personal_token', 'storno_key');

-- CreateEnum
CREATE TYPE "JobState" AS ENUM ('pending', 'running', 'done', 'cancelled', 'failed');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('pending', 'held', 'succeeded', 'failed', 'cancelled');

-- AlterTable
ALTER TABLE "endpoints" ADD COLUMN     "oauth_app_id" UUID;

-- CreateTable
CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "kind" "ApiKeyKind" NOT NULL,
    "user_id" UUID,
    "name" TEXT NOT NULL,
    "lookup" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oauth_apps" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "client_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" BYTEA,
    "redirect_uris" TEXT[],
    "scopes" TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "oauth_apps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oauth_codes" (
    "id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "app_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "redirect_uri" TEXT NOT NULL,
    "scopes" TEXT[],
    "code_challenge" TEXT,
    "challenge_method" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "oauth_codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "oauth_tokens" (
    "id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "user_id" UUID,
    "lookup" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "refresh_lookup" TEXT,
    "refresh_hash" BYTEA,
    "family_id" UUID NOT NULL,
    "code_id" UUID,
    "scopes" TEXT[],
    "granted_scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "refresh_expires_at" TIMESTAMPTZ(3),
    "refreshed_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "oauth_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signing_keys" (
    "id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sources" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "public_id" TEXT NOT NULL,
    "toolkit" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_at" TIMESTAMPTZ(3),

    CONSTRAINT "sources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_values" (
    "source_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "team_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "mask" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "source_values_pkey" PRIMARY KEY ("source_id","name")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "team_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "status" INTEGER,
    "sealed" BYTEA,
    "key_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_until" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("team_id","scope","key")
);

-- CreateTable
CREATE TABLE "jobs" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "state" "JobState" NOT NULL DEFAULT 'pending',
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "failures" JSONB NOT NULL DEFAULT '[]',
    "cursor" TEXT,
    "actor_kind" "ActorKind" NOT NULL,
    "actor_id" TEXT,
    "actor_label" TEXT NOT NULL,
    "permissions" TEXT[],
    "request_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "dialect" TEXT NOT NULL,
    "event_type" TEXT NOT NULL,
    "payload" JSON NOT NULL,
    "metadata" JSON NOT NULL DEFAULT '{}',
    "external_id" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");
CREATE TABLE "messages_default" PARTITION OF "messages" DEFAULT;

-- CreateTable
CREATE TABLE "message_keys" (
    "team_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "message_id" UUID NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_keys_pkey" PRIMARY KEY ("team_id","key")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "event_type" TEXT NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "manual" BOOLEAN NOT NULL DEFAULT false,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "leased_until" TIMESTAMPTZ(3),
    "last_code" INTEGER,
    "last_error" TEXT,
    "last_attempt_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_history" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "event_type" TEXT NOT NULL,
    "state" "DeliveryState" NOT NULL,
    "attempts" INTEGER NOT NULL,
    "manual" BOOLEAN NOT NULL DEFAULT false,
    "last_code" INTEGER,
    "last_error" TEXT,
    "last_attempt_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_history_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");
CREATE TABLE "delivery_history_default" PARTITION OF "delivery_history" DEFAULT;

-- CreateTable
CREATE TABLE "attempts" (
    "id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "number" BIGSERIAL NOT NULL,
    "event_type" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "succeeded" BOOLEAN NOT NULL,
    "request_url" TEXT NOT NULL,
    "request_headers" JSONB NOT NULL,
    "request_body" TEXT NOT NULL,
    "response_code" INTEGER,
    "response_headers" JSONB,
    "response_body" TEXT,
    "error_code" TEXT,
    "error_message" TEXT,
    "duration_ms" INTEGER NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "next_attempt_at" TIMESTAMPTZ(3),

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");
CREATE TABLE "attempts_default" PARTITION OF "attempts" DEFAULT;

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_lookup_key" ON "api_keys"("lookup");

-- CreateIndex
CREATE INDEX "api_keys_team_id_id_idx" ON "api_keys"("team_id", "id" DESC);

-- CreateIndex
CREATE INDEX "api_keys_user_id_idx" ON "api_keys"("user_id");

-- CreateIndex
CREATE INDEX "api_keys_team_id_user_id_idx" ON "api_keys"("team_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "oauth_apps_client_id_key" ON "oauth_apps"("client_id");

-- CreateIndex
CREATE INDEX "oauth_apps_team_id_id_idx" ON "oauth_apps"("team_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "oauth_codes_hash_key" ON "oauth_codes"("hash");

-- CreateIndex
CREATE INDEX "oauth_codes_app_id_idx" ON "oauth_codes"("app_id");

-- CreateIndex
CREATE INDEX "oauth_codes_user_id_idx" ON "oauth_codes"("user_id");

-- CreateIndex
CREATE INDEX "oauth_codes_team_id_user_id_idx" ON "oauth_codes"("team_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "oauth_tokens_lookup_key" ON "oauth_tokens"("lookup");

-- CreateIndex
CREATE UNIQUE INDEX "oauth_tokens_refresh_lookup_key" ON "oauth_tokens"("refresh_lookup");

-- CreateIndex
CREATE INDEX "oauth_tokens_family_id_idx" ON "oauth_tokens"("family_id");

-- CreateIndex
CREATE INDEX "oauth_tokens_app_id_idx" ON "oauth_tokens"("app_id");

-- CreateIndex
CREATE INDEX "oauth_tokens_user_id_idx" ON "oauth_tokens"("user_id");

-- CreateIndex
CREATE INDEX "oauth_tokens_team_id_user_id_idx" ON "oauth_tokens"("team_id", "user_id");

-- CreateIndex
CREATE INDEX "oauth_tokens_code_id_idx" ON "oauth_tokens"("code_id");

-- CreateIndex
CREATE INDEX "signing_keys_key_id_idx" ON "signing_keys"("key_id");

-- CreateIndex
CREATE UNIQUE INDEX "sources_public_id_key" ON "sources"("public_id");

-- CreateIndex
CREATE INDEX "sources_team_id_id_idx" ON "sources"("team_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "sources_team_id_toolkit_client_id_key" ON "sources"("team_id", "toolkit", "client_id");

-- CreateIndex
CREATE INDEX "source_values_key_id_idx" ON "source_values"("key_id");

-- CreateIndex
CREATE INDEX "idempotency_keys_expires_at_idx" ON "idempotency_keys"("expires_at");

-- CreateIndex
CREATE INDEX "jobs_team_id_id_idx" ON "jobs"("team_id", "id" DESC);

-- CreateIndex
CREATE INDEX "messages_team_id_id_idx" ON "messages"("team_id", "id" DESC);

-- CreateIndex
CREATE INDEX "messages_number_idx" ON "messages"("number");

-- CreateIndex
CREATE INDEX "message_keys_created_at_idx" ON "message_keys"("created_at");

-- CreateIndex
CREATE INDEX "delivery_history_team_id_id_idx" ON "delivery_history"("team_id", "id" DESC);

-- CreateIndex
CREATE INDEX "delivery_history_endpoint_id_id_idx" ON "delivery_history"("endpoint_id", "id" DESC);

-- CreateIndex
CREATE INDEX "delivery_history_message_id_idx" ON "delivery_history"("message_id");

-- CreateIndex
CREATE INDEX "attempts_delivery_id_id_idx" ON "attempts"("delivery_id", "id");

-- CreateIndex
CREATE INDEX "attempts_endpoint_id_id_idx" ON "attempts"("endpoint_id", "id" DESC);

-- CreateIndex
CREATE INDEX "endpoints_oauth_app_id_idx" ON "endpoints"("oauth_app_id");

-- AddForeignKey
ALTER TABLE "endpoints" ADD CONSTRAINT "endpoints_oauth_app_id_fkey" FOREIGN KEY ("oauth_app_id") REFERENCES "oauth_apps"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_team_id_user_id_fkey" FOREIGN KEY ("team_id", "user_id") REFERENCES "memberships"("team_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_apps" ADD CONSTRAINT "oauth_apps_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_codes" ADD CONSTRAINT "oauth_codes_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "oauth_apps"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_codes" ADD CONSTRAINT "oauth_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_codes" ADD CONSTRAINT "oauth_codes_team_id_user_id_fkey" FOREIGN KEY ("team_id", "user_id") REFERENCES "memberships"("team_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_tokens" ADD CONSTRAINT "oauth_tokens_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "oauth_apps"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_tokens" ADD CONSTRAINT "oauth_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "oauth_tokens" ADD CONSTRAINT "oauth_tokens_team_id_user_id_fkey" FOREIGN KEY ("team_id", "user_id") REFERENCES "memberships"("team_id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sources" ADD CONSTRAINT "sources_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_values" ADD CONSTRAINT "source_values_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is due, in order.
CREATE INDEX "deliveries_due" ON "deliveries" ("next_attempt_at", "id") WHERE "state" = 'pending';
-- Which endpoints have something to send, and what of each is first.
CREATE INDEX "deliveries_endpoint_due" ON "deliveries" ("endpoint_id", "next_attempt_at", "id") WHERE "state" = 'pending';
CREATE INDEX "deliveries_team_id_id_idx" ON "deliveries" ("team_id", "id" DESC);
CREATE INDEX "deliveries_endpoint_id_next_attempt_at_idx" ON "deliveries" ("endpoint_id", "next_attempt_at");
CREATE INDEX "deliveries_message_id_idx" ON "deliveries" ("message_id");
ALTER TABLE "deliveries" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

-- The jobs that somebody has to work on.
CREATE INDEX "jobs_unfinished" ON "jobs" ("created_at") WHERE "state" IN ('pending', 'running');

-- One key pair signs at a time.
CREATE UNIQUE INDEX "signing_keys_one_current" ON "signing_keys" ((1)) WHERE "retired_at" IS NULL;

-- One key signs at a time, also when two processes make the first.
CREATE UNIQUE INDEX "signing_keys_current" ON "signing_keys" ((true)) WHERE "retired_at" IS NULL;
