-- CreateTable
CREATE TABLE "function_url_configs" (
    "url_id" VARCHAR(32) NOT NULL,
    "function_id" UUID NOT NULL,
    "qualifier" VARCHAR(128) COLLATE "C" NOT NULL,
    "auth_type" TEXT NOT NULL,
    "invoke_mode" TEXT NOT NULL,
    "cors" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "function_url_configs_pkey" PRIMARY KEY ("url_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "function_url_configs_function_id_qualifier_key" ON "function_url_configs"("function_id", "qualifier");

-- AddForeignKey
ALTER TABLE "function_url_configs" ADD CONSTRAINT "function_url_configs_function_id_fkey" FOREIGN KEY ("function_id") REFERENCES "functions"("id") ON DELETE CASCADE ON UPDATE CASCADE;
