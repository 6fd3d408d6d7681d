-- CreateTable
CREATE TABLE "minute_metrics" (
    "id" UUID NOT NULL,
    "account_id" VARCHAR(12) NOT NULL,
    "region" TEXT NOT NULL,
    "function_id" TEXT NOT NULL,
    "function_name" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "executed_version" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "invocations" INTEGER NOT NULL,
    "errors" INTEGER NOT NULL,
    "throttles" INTEGER NOT NULL,
    "billed_ms" BIGINT NOT NULL,
    "duration_sum_ms" DOUBLE PRECISION NOT NULL,
    "duration_min_ms" DOUBLE PRECISION,
    "duration_max_ms" DOUBLE PRECISION,
    "duration_buckets" SMALLINT[],
    "duration_counts" INTEGER[],

    CONSTRAINT "minute_metrics_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "minute_metrics_account_id_region_function_name_minute_idx" ON "minute_metrics"("account_id", "region", "function_name", "minute");

-- CreateIndex
CREATE INDEX "minute_metrics_account_id_region_minute_idx" ON "minute_metrics"("account_id", "region", "minute");
