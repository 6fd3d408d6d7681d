-- CreateTable
CREATE TABLE "functions" (
    "id" UUID NOT NULL,
    "account_id" VARCHAR(12) NOT NULL,
    "region" VARCHAR(32) NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "tags" JSONB NOT NULL DEFAULT '{}',
    "last_published_number" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "functions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "function_configurations" (
    "id" UUID NOT NULL,
    "function_id" UUID NOT NULL,
    "document" JSONB NOT NULL,
    "sealed_environment" BYTEA,
    "code_sha256" CHAR(64) NOT NULL,
    "code_bytes" INTEGER NOT NULL,

    CONSTRAINT "function_configurations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "function_versions" (
    "function_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "configuration_id" UUID NOT NULL,
    "serving_configuration_id" UUID NOT NULL,
    "revision_id" UUID NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "state_reason_code" TEXT,
    "state_reason" TEXT,
    "last_update_status" TEXT NOT NULL,
    "last_update_reason_code" TEXT,
    "last_update_reason" TEXT,
    "published_from" UUID,
    "held_until" TIMESTAMPTZ(3),

    CONSTRAINT "function_versions_pkey" PRIMARY KEY ("function_id","number")
);

-- CreateTable
CREATE TABLE "function_aliases" (
    "function_id" UUID NOT NULL,
    "name" VARCHAR(128) NOT NULL,
    "number" INTEGER NOT NULL,
    "description" TEXT NOT NULL,
    "revision_id" UUID NOT NULL,
    "additional_number" INTEGER,
    "additional_weight" DOUBLE PRECISION,

    CONSTRAINT "function_aliases_pkey" PRIMARY KEY ("function_id","name")
);

-- CreateIndex
CREATE UNIQUE INDEX "functions_account_id_region_name_key" ON "functions"("account_id", "region", "name");

-- CreateIndex
CREATE INDEX "function_configurations_function_id_idx" ON "function_configurations"("function_id");

-- CreateIndex
CREATE INDEX "function_configurations_code_sha256_idx" ON "function_configurations"("code_sha256");

-- CreateIndex
CREATE INDEX "function_versions_held_until_idx" ON "function_versions"("held_until");

-- AddForeignKey
ALTER TABLE "function_configurations" ADD CONSTRAINT "function_configurations_function_id_fkey" FOREIGN KEY ("function_id") REFERENCES "functions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "function_versions" ADD CONSTRAINT "function_versions_function_id_fkey" FOREIGN KEY ("function_id") REFERENCES "functions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "function_versions" ADD CONSTRAINT "function_versions_configuration_id_fkey" FOREIGN KEY ("configuration_id") REFERENCES "function_configurations"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "function_versions" ADD CONSTRAINT "function_versions_serving_configuration_id_fkey" FOREIGN KEY ("serving_configuration_id") REFERENCES "function_configurations"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "function_aliases" ADD CONSTRAINT "function_aliases_function_id_fkey" FOREIGN KEY ("function_id") REFERENCES "functions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "function_aliases" ADD CONSTRAINT "function_aliases_function_id_number_fkey" FOREIGN KEY ("function_id", "number") REFERENCES "function_versions"("function_id", "number") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "function_aliases" ADD CONSTRAINT "function_aliases_function_id_additional_number_fkey" FOREIGN KEY ("function_id", "additional_number") REFERENCES "function_versions"("function_id", "number") ON DELETE NO ACTION ON UPDATE CASCADE;
