-- AlterTable
ALTER TABLE "events" ADD COLUMN     "last_response" BYTEA,
ADD COLUMN     "last_version" TEXT;

-- CreateTable
CREATE TABLE "reserved_concurrency" (
    "function_id" UUID NOT NULL,
    "executions" INTEGER NOT NULL,

    CONSTRAINT "reserved_concurrency_pkey" PRIMARY KEY ("function_id")
);

-- CreateTable
CREATE TABLE "provisioned_concurrency" (
    "function_id" UUID NOT NULL,
    "qualifier" VARCHAR(128) COLLATE "C" NOT NULL,
    "number" INTEGER,
    "alias" VARCHAR(128),
    "requested" INTEGER NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "configuration_id" UUID,
    "allocated" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,

    CONSTRAINT "provisioned_concurrency_pkey" PRIMARY KEY ("function_id","qualifier")
);

-- CreateTable
CREATE TABLE "event_invoke_configs" (
    "function_id" UUID NOT NULL,
    "qualifier" VARCHAR(128) COLLATE "C" NOT NULL,
    "number" INTEGER,
    "alias" VARCHAR(128),
    "maximum_retry_attempts" SMALLINT,
    "maximum_event_age_seconds" INTEGER,
    "on_success" TEXT,
    "on_failure" TEXT,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_invoke_configs_pkey" PRIMARY KEY ("function_id","qualifier")
);

-- AddForeignKey
ALTER TABLE "reserved_concurrency" ADD CONSTRAINT "reserved_concurrency_function_id_fkey" FOREIGN KEY ("function_id") REFERENCES "functions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provisioned_concurrency" ADD CONSTRAINT "provisioned_concurrency_function_id_fkey" FOREIGN KEY ("function_id") REFERENCES "functions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provisioned_concurrency" ADD CONSTRAINT "provisioned_concurrency_function_id_number_fkey" FOREIGN KEY ("function_id", "number") REFERENCES "function_versions"("function_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provisioned_concurrency" ADD CONSTRAINT "provisioned_concurrency_function_id_alias_fkey" FOREIGN KEY ("function_id", "alias") REFERENCES "function_aliases"("function_id", "name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_invoke_configs" ADD CONSTRAINT "event_invoke_configs_function_id_fkey" FOREIGN KEY ("function_id") REFERENCES "functions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_invoke_configs" ADD CONSTRAINT "event_invoke_configs_function_id_number_fkey" FOREIGN KEY ("function_id", "number") REFERENCES "function_versions"("function_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_invoke_configs" ADD CONSTRAINT "event_invoke_configs_function_id_alias_fkey" FOREIGN KEY ("function_id", "alias") REFERENCES "function_aliases"("function_id", "name") ON DELETE CASCADE ON UPDATE CASCADE;
