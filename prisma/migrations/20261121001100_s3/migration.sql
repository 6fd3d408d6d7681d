-- CreateTable
CREATE TABLE "s3_buckets" (
    "id" UUID NOT NULL,
    "name" VARCHAR(63) COLLATE "C" NOT NULL,
    "account_id" VARCHAR(12) NOT NULL,
    "region" VARCHAR(32) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "versioning" TEXT,
    "policy" TEXT,
    "tags" JSONB,
    "notifications" JSONB NOT NULL DEFAULT '{}',
    "public_access" JSONB,

    CONSTRAINT "s3_buckets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "s3_objects" (
    "id" UUID NOT NULL,
    "bucket_id" UUID NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "version_id" TEXT NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "is_latest" BOOLEAN NOT NULL,
    "is_delete_marker" BOOLEAN NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "etag" TEXT NOT NULL,
    "checksum_algorithm" TEXT,
    "checksum_type" TEXT,
    "checksum_value" TEXT,
    "properties" JSONB NOT NULL,
    "tags" JSONB NOT NULL,
    "upload_id" TEXT,

    CONSTRAINT "s3_objects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "s3_object_parts" (
    "object_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "checksum" TEXT,

    CONSTRAINT "s3_object_parts_pkey" PRIMARY KEY ("object_id","number")
);

-- CreateTable
CREATE TABLE "s3_uploads" (
    "id" TEXT COLLATE "C" NOT NULL,
    "bucket_id" UUID NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "initiator" TEXT NOT NULL,
    "properties" JSONB NOT NULL,
    "tags" JSONB NOT NULL,
    "checksum_algorithm" TEXT NOT NULL,
    "checksum_type" TEXT NOT NULL,
    "checksum_was_chosen" BOOLEAN NOT NULL,

    CONSTRAINT "s3_uploads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "s3_upload_parts" (
    "upload_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "checksum" TEXT NOT NULL,
    "etag" CHAR(32) NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "s3_upload_parts_pkey" PRIMARY KEY ("upload_id","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "s3_buckets_name_key" ON "s3_buckets"("name");

-- CreateIndex
CREATE INDEX "s3_buckets_account_id_name_idx" ON "s3_buckets"("account_id", "name");

-- CreateIndex
CREATE INDEX "s3_objects_bucket_id_is_latest_key_idx" ON "s3_objects"("bucket_id", "is_latest", "key");

-- CreateIndex
CREATE UNIQUE INDEX "s3_objects_bucket_id_key_version_id_key" ON "s3_objects"("bucket_id", "key", "version_id");

-- CreateIndex
CREATE UNIQUE INDEX "s3_objects_bucket_id_key_sequence_key" ON "s3_objects"("bucket_id", "key", "sequence");

-- CreateIndex
CREATE INDEX "s3_object_parts_sha256_idx" ON "s3_object_parts"("sha256");

-- CreateIndex
CREATE INDEX "s3_uploads_bucket_id_key_id_idx" ON "s3_uploads"("bucket_id", "key", "id");

-- CreateIndex
CREATE INDEX "s3_upload_parts_sha256_idx" ON "s3_upload_parts"("sha256");

-- AddForeignKey
ALTER TABLE "s3_objects" ADD CONSTRAINT "s3_objects_bucket_id_fkey" FOREIGN KEY ("bucket_id") REFERENCES "s3_buckets"("id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "s3_object_parts" ADD CONSTRAINT "s3_object_parts_object_id_fkey" FOREIGN KEY ("object_id") REFERENCES "s3_objects"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "s3_uploads" ADD CONSTRAINT "s3_uploads_bucket_id_fkey" FOREIGN KEY ("bucket_id") REFERENCES "s3_buckets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "s3_upload_parts" ADD CONSTRAINT "s3_upload_parts_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "s3_uploads"("id") ON DELETE CASCADE ON UPDATE CASCADE;
