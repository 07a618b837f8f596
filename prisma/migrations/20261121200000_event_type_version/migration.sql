-- AlterTable
ALTER TABLE "event_types" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;
