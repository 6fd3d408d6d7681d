-- CreateTable
CREATE TABLE "code_signing_configs" (
    "id" VARCHAR(21) NOT NULL,
    "account_id" VARCHAR(12) NOT NULL,
    "region" VARCHAR(32) NOT NULL,
    "description" TEXT,
    "publisher_arns" TEXT[],
    "untrusted_artifacts" TEXT NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "tags" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "code_signing_configs_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "functions" ADD COLUMN "code_signing_config_id" VARCHAR(21);

-- CreateIndex
CREATE INDEX "code_signing_configs_account_id_region_idx" ON "code_signing_configs"("account_id", "region");

-- CreateIndex
CREATE INDEX "functions_code_signing_config_id_idx" ON "functions"("code_signing_config_id");

-- AddForeignKey
ALTER TABLE "functions" ADD CONSTRAINT "functions_code_signing_config_id_fkey" FOREIGN KEY ("code_signing_config_id") REFERENCES "code_signing_configs"("id") ON DELETE NO ACTION ON UPDATE CASCADE;
