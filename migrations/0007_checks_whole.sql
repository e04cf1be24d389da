CREATE TABLE "maintenance" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"name" text NOT NULL,
	"monitors" jsonb,
	"time" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "maintenance_team_id" UNIQUE("team_id","id")
);
--> statement-breakpoint
ALTER TABLE "maintenance" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "probe" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "probe_key_hash_unique" UNIQUE("key_hash"),
	CONSTRAINT "probe_team_id" UNIQUE("team_id","id")
);
--> statement-breakpoint
ALTER TABLE "probe" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "monitor" ADD COLUMN "spec" jsonb;--> statement-breakpoint
-- The owner is bound by row-level security too, and has no policy: without this it would update nothing.
ALTER TABLE "monitor" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "monitor" SET "spec" = jsonb_build_object(
	'type', 'http', 'url', "url", 'method', "method", 'headers', '[]'::jsonb, 'body', null, 'auth', null,
	'expectedStatus', "expected_status", 'keywordsPresent', "keywords_present", 'keywordsAbsent', "keywords_absent",
	'ignoreCase', false, 'bodyRegex', null, 'json', '[]'::jsonb, 'headerAssertions', '[]'::jsonb,
	'redirects', 'follow', 'allowDowngrade', false);--> statement-breakpoint
ALTER TABLE "monitor" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "monitor" ALTER COLUMN "spec" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "monitor" ADD COLUMN "every_region" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "monitor" ADD COLUMN "degraded_after_ms" integer;--> statement-breakpoint
ALTER TABLE "monitor" ADD COLUMN "fail_after_ms" integer;--> statement-breakpoint
ALTER TABLE "monitor" ADD COLUMN "network" jsonb;--> statement-breakpoint
ALTER TABLE "monitor" ADD COLUMN "secrets" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenance" ADD CONSTRAINT "maintenance_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "probe" ADD CONSTRAINT "probe_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "maintenance_of_team" ON "maintenance" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "maintenance_ops" ON "maintenance" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "probe_of_team" ON "probe" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "probe_ops" ON "probe" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);