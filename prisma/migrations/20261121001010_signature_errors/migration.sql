-- AlterTable
ALTER TABLE "minute_metrics" ADD COLUMN "signature_errors" INTEGER;
