-- AlterTable
ALTER TABLE "function_versions" ADD COLUMN "policy" TEXT;

-- AlterTable
ALTER TABLE "function_aliases" ADD COLUMN "policy" TEXT;

-- Authorisation reads a function's policies: few, whatever the number of its versions and aliases.
CREATE INDEX "function_versions_with_policy" ON "function_versions"("function_id") WHERE "policy" IS NOT NULL;
CREATE INDEX "function_aliases_with_policy" ON "function_aliases"("function_id") WHERE "policy" IS NOT NULL;
