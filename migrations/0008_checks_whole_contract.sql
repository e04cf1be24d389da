ALTER TABLE "monitor" DROP COLUMN "url";--> statement-breakpoint
ALTER TABLE "monitor" DROP COLUMN "method";--> statement-breakpoint
ALTER TABLE "monitor" DROP COLUMN "expected_status";--> statement-breakpoint
ALTER TABLE "monitor" DROP COLUMN "keywords_present";--> statement-breakpoint
ALTER TABLE "monitor" DROP COLUMN "keywords_absent";