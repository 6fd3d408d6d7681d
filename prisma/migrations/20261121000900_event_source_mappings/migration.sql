-- CreateTable
CREATE TABLE "event_source_mappings" (
    "id" UUID NOT NULL,
    "account_id" VARCHAR(12) NOT NULL,
    "region" VARCHAR(32) NOT NULL,
    "function_name" VARCHAR(64) NOT NULL,
    "qualifier" VARCHAR(128) NOT NULL DEFAULT '',
    "source" JSONB NOT NULL,
    "source_arn" TEXT,
    "source_keys" TEXT[],
    "settings" JSONB NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "settles_at" TIMESTAMPTZ(3),
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "revision_id" UUID NOT NULL,

    CONSTRAINT "event_source_mappings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "event_source_mappings_account_id_region_function_name_idx" ON "event_source_mappings"("account_id", "region", "function_name");

-- CreateIndex
CREATE INDEX "event_source_mappings_account_id_region_source_arn_idx" ON "event_source_mappings"("account_id", "region", "source_arn");

-- CreateIndex
CREATE INDEX "event_source_mappings_settles_at_idx" ON "event_source_mappings"("settles_at");
