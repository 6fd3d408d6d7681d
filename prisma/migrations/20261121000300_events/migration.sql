-- CreateEnum
CREATE TYPE "event_state" AS ENUM ('waiting', 'running', 'succeeded', 'failed');

-- CreateTable
CREATE TABLE "events" (
    "id" UUID NOT NULL,
    "accepted_on" DATE NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" VARCHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "function_id" TEXT NOT NULL,
    "function_name" TEXT NOT NULL,
    "qualifier" TEXT,
    "invoked_function_arn" TEXT NOT NULL,
    "payload" BYTEA,
    "payload_sha256" TEXT,
    "client_context" TEXT,
    "trace_header" TEXT,
    "shard" SMALLINT NOT NULL,
    "state" "event_state" NOT NULL DEFAULT 'waiting',
    "claimable_at" TIMESTAMPTZ(3),
    "fence" INTEGER NOT NULL DEFAULT 0,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "setbacks" INTEGER NOT NULL DEFAULT 0,
    "worker_deaths" SMALLINT NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMPTZ(3),
    "condition" TEXT,
    "error_code" TEXT,
    "error_message" TEXT,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id", "accepted_on")
) PARTITION BY RANGE ("accepted_on");

-- CreateIndex
CREATE INDEX "events_shard_claimable_at_idx" ON "events"("shard", "claimable_at");

-- CreateIndex
CREATE INDEX "events_function_id_accepted_at_idx" ON "events"("function_id", "accepted_at");

-- One partition a day is made ahead and dropped after 14 days while Hearth runs (packages/postgres/src/events/event-partitions.ts).
-- Whatever comes on a day without one is kept here.
CREATE SCHEMA "event_days";
CREATE TABLE "event_days"."other" PARTITION OF "events" DEFAULT;
