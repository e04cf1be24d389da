CREATE TABLE "channel" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channel_team_id" UNIQUE("team_id","id"),
	CONSTRAINT "channel_kind" CHECK (kind in ('email'))
);
--> statement-breakpoint
ALTER TABLE "channel" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"name" text NOT NULL,
	"access" text NOT NULL,
	"hash" text NOT NULL,
	"hint" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "api_key_hash_unique" UNIQUE("hash"),
	CONSTRAINT "api_key_team_id" UNIQUE("team_id","id"),
	CONSTRAINT "api_key_access" CHECK (access in ('read', 'write'))
);
--> statement-breakpoint
ALTER TABLE "api_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ping_key" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"key" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ping_key_key_unique" UNIQUE("key"),
	CONSTRAINT "ping_key_team_id" UNIQUE("team_id","id")
);
--> statement-breakpoint
ALTER TABLE "ping_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "badge_id" text DEFAULT gen_random_uuid()::text NOT NULL;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "tags" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "desc" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "manual_resume" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "methods" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "filter" jsonb DEFAULT '{"subject":false,"body":false,"httpBody":false,"defaultFail":false,"start":"","success":"","failure":""}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "failure_tolerance" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "start_tolerance_seconds" integer;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "max_run_seconds" integer;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "thresholds" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "forecasts" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "sanity" jsonb DEFAULT '{"tooShort":"warn","tooLong":"warn","tooSmall":"warn","tooOften":"warn"}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "channels" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "team" ADD COLUMN "badge_key" text DEFAULT gen_random_uuid()::text NOT NULL;--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_member" FOREIGN KEY ("team_id","user_id") REFERENCES "public"."member"("team_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ping_key" ADD CONSTRAINT "ping_key_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_flips" ON "event" USING btree ("team_id","subject","seq") WHERE data -> 'flips' -> 0 is not null;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD CONSTRAINT "heartbeat_badge_id_unique" UNIQUE("badge_id");--> statement-breakpoint
ALTER TABLE "team" ADD CONSTRAINT "team_badge_key_unique" UNIQUE("badge_key");--> statement-breakpoint
CREATE POLICY "heartbeat_auth" ON "heartbeat" AS PERMISSIVE FOR SELECT TO "auth_user" USING (true);--> statement-breakpoint
CREATE POLICY "channel_of_team" ON "channel" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "channel_ops" ON "channel" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "api_key_auth" ON "api_key" AS PERMISSIVE FOR SELECT TO "auth_user" USING (true);--> statement-breakpoint
CREATE POLICY "api_key_of_team" ON "api_key" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "api_key_ops" ON "api_key" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "ping_key_of_team" ON "ping_key" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "ping_key_ops" ON "ping_key" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);