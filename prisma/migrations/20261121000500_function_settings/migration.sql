-- AlterTable
ALTER TABLE "functions" ADD COLUMN "recursive_loop" TEXT NOT NULL DEFAULT 'Terminate';

-- AlterTable
ALTER TABLE "function_versions"
  ADD COLUMN "update_runtime_on" TEXT NOT NULL DEFAULT 'Auto',
  ADD COLUMN "runtime_version_arn" TEXT;

-- Every function logged text so far.
UPDATE "function_configurations" SET "document" = "document" || '{"logFormat":"Text"}' WHERE NOT "document" ? 'logFormat';

-- CreateTable
CREATE TABLE "account_quotas" (
    "account_id" VARCHAR(12) NOT NULL,
    "region" VARCHAR(32) NOT NULL,
    "name" TEXT NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "account_quotas_pkey" PRIMARY KEY ("account_id","region","name")
);
