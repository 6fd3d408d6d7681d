-- CreateEnum
CREATE TYPE "iam_entity_kind" AS ENUM ('user', 'role');

-- CreateTable
CREATE TABLE "accounts" (
    "id" VARCHAR(12) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "iam_entities" (
    "id" VARCHAR(21) NOT NULL,
    "account_id" VARCHAR(12) NOT NULL,
    "kind" "iam_entity_kind" NOT NULL,
    "path" VARCHAR(512) NOT NULL,
    "name" VARCHAR(128) NOT NULL,
    "name_key" VARCHAR(128) NOT NULL,
    "boundary_arn" TEXT,
    "tags" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "iam_entities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_details" (
    "entity_id" VARCHAR(21) NOT NULL,
    "trust_policy" TEXT NOT NULL,
    "description" TEXT,
    "max_session_seconds" INTEGER NOT NULL,

    CONSTRAINT "role_details_pkey" PRIMARY KEY ("entity_id")
);

-- CreateTable
CREATE TABLE "login_profiles" (
    "entity_id" VARCHAR(21) NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "login_profiles_pkey" PRIMARY KEY ("entity_id")
);

-- CreateTable
CREATE TABLE "access_keys" (
    "id" VARCHAR(128) NOT NULL,
    "entity_id" VARCHAR(21) NOT NULL,
    "active" BOOLEAN NOT NULL,
    "sealed_secret" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "access_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inline_policies" (
    "entity_id" VARCHAR(21) NOT NULL,
    "name" VARCHAR(128) NOT NULL,
    "document" TEXT NOT NULL,

    CONSTRAINT "inline_policies_pkey" PRIMARY KEY ("entity_id","name")
);

-- CreateTable
CREATE TABLE "policy_attachments" (
    "entity_id" VARCHAR(21) NOT NULL,
    "policy_arn" TEXT NOT NULL,
    "attached_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_attachments_pkey" PRIMARY KEY ("entity_id","policy_arn")
);

-- CreateTable
CREATE TABLE "managed_policies" (
    "id" VARCHAR(21) NOT NULL,
    "account_id" VARCHAR(12) NOT NULL,
    "path" VARCHAR(512) NOT NULL,
    "name" VARCHAR(128) NOT NULL,
    "name_key" VARCHAR(128) NOT NULL,
    "description" TEXT,
    "tags" JSONB NOT NULL DEFAULT '[]',
    "default_version" INTEGER NOT NULL,
    "latest_version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "managed_policies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_versions" (
    "policy_id" VARCHAR(21) NOT NULL,
    "number" INTEGER NOT NULL,
    "document" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_versions_pkey" PRIMARY KEY ("policy_id","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "iam_entities_account_id_kind_name_key_key" ON "iam_entities"("account_id", "kind", "name_key");

-- CreateIndex
CREATE INDEX "access_keys_entity_id_idx" ON "access_keys"("entity_id");

-- CreateIndex
CREATE INDEX "policy_attachments_policy_arn_idx" ON "policy_attachments"("policy_arn");

-- CreateIndex
CREATE UNIQUE INDEX "managed_policies_account_id_name_key_key" ON "managed_policies"("account_id", "name_key");

-- AddForeignKey
ALTER TABLE "iam_entities" ADD CONSTRAINT "iam_entities_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_details" ADD CONSTRAINT "role_details_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "iam_entities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "login_profiles" ADD CONSTRAINT "login_profiles_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "iam_entities"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_keys" ADD CONSTRAINT "access_keys_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "iam_entities"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inline_policies" ADD CONSTRAINT "inline_policies_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "iam_entities"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_attachments" ADD CONSTRAINT "policy_attachments_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "iam_entities"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "managed_policies" ADD CONSTRAINT "managed_policies_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_versions" ADD CONSTRAINT "policy_versions_policy_id_fkey" FOREIGN KEY ("policy_id") REFERENCES "managed_policies"("id") ON DELETE CASCADE ON UPDATE CASCADE;
