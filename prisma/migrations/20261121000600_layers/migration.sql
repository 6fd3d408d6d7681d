-- CreateTable
CREATE TABLE "layers" (
    "id" UUID NOT NULL,
    "account_id" VARCHAR(12) NOT NULL,
    "region" VARCHAR(32) NOT NULL,
    "name" VARCHAR(140) NOT NULL,
    "last_version" INTEGER NOT NULL,

    CONSTRAINT "layers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "layer_versions" (
    "layer_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "description" TEXT NOT NULL,
    "license_info" TEXT,
    "compatible_runtimes" TEXT[],
    "compatible_architectures" TEXT[],
    "code_sha256" CHAR(64) NOT NULL,
    "code_bytes" INTEGER NOT NULL,
    "code_unzipped_bytes" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "policy" TEXT,
    "policy_revision_id" UUID,

    CONSTRAINT "layer_versions_pkey" PRIMARY KEY ("layer_id","version")
);

-- CreateIndex
CREATE UNIQUE INDEX "layers_account_id_region_name_key" ON "layers"("account_id", "region", "name");

-- CreateIndex
CREATE INDEX "layer_versions_code_sha256_idx" ON "layer_versions"("code_sha256");

-- AddForeignKey
ALTER TABLE "layer_versions" ADD CONSTRAINT "layer_versions_layer_id_fkey" FOREIGN KEY ("layer_id") REFERENCES "layers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Absent of what was taken in before it was counted.
ALTER TABLE "function_configurations" ADD COLUMN "code_unzipped_bytes" INTEGER;

-- Which functions still need the code of a layer, and which events a payload: asked before either is collected. Prisma knows neither form.
CREATE INDEX "function_configurations_layers_idx" ON "function_configurations" USING GIN (("document" -> 'layers') jsonb_path_ops);
CREATE INDEX "events_payload_sha256_idx" ON "events"("payload_sha256") WHERE "payload_sha256" IS NOT NULL;
