CREATE TABLE "backup" (
	"team_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"phone" text NOT NULL,
	"verified_at" timestamp (3) with time zone,
	"code_hash" text,
	"code_expires_at" timestamp (3) with time zone,
	"code_attempts" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "backup" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "calendar_feed" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"user_id" text NOT NULL,
	"whose" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "calendar_feed_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "calendar_feed_team_id" UNIQUE("team_id","id"),
	CONSTRAINT "calendar_feed_whose" CHECK (whose in ('mine', 'all'))
);
--> statement-breakpoint
ALTER TABLE "calendar_feed" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "escalation_policy" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"name" text NOT NULL,
	"steps" jsonb NOT NULL,
	"repeats" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "escalation_policy_team_id" UNIQUE("team_id","id")
);
--> statement-breakpoint
ALTER TABLE "escalation_policy" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rota" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"name" text NOT NULL,
	"zone" text NOT NULL,
	"layers" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rota_team_id" UNIQUE("team_id","id")
);
--> statement-breakpoint
ALTER TABLE "rota" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rota_override" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"rota_id" text NOT NULL,
	"kind" text NOT NULL,
	"user_id" text NOT NULL,
	"for_user_id" text,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	"actor_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "rota_override_team_id" UNIQUE("team_id","id"),
	CONSTRAINT "rota_override_kind" CHECK (kind in ('cover', 'take', 'also', 'away')),
	CONSTRAINT "rota_override_for" CHECK ((kind = 'cover') = (for_user_id is not null))
);
--> statement-breakpoint
ALTER TABLE "rota_override" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "channel" DROP CONSTRAINT "channel_kind";--> statement-breakpoint
ALTER TABLE "channel" ALTER COLUMN "user_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "channel" ADD COLUMN "sealed_url" text;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "alerting" jsonb DEFAULT '{"urgent":"page","other":"tell","pageAfterMinutes":null}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD COLUMN "parents" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "maintenance" ADD COLUMN "heartbeats" jsonb DEFAULT '[]'::jsonb;--> statement-breakpoint
ALTER TABLE "monitor" ADD COLUMN "alerting" jsonb DEFAULT '{"urgent":"page","other":"tell","pageAfterMinutes":null}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "monitor" ADD COLUMN "parents" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "team" ADD COLUMN "default_policy" text;--> statement-breakpoint
ALTER TABLE "backup" ADD CONSTRAINT "backup_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_member" FOREIGN KEY ("team_id","user_id") REFERENCES "public"."member"("team_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalation_policy" ADD CONSTRAINT "escalation_policy_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rota" ADD CONSTRAINT "rota_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rota_override" ADD CONSTRAINT "rota_override_of_rota" FOREIGN KEY ("team_id","rota_id") REFERENCES "public"."rota"("team_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rota_override_rota" ON "rota_override" USING btree ("team_id","rota_id");--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_place" CHECK ((kind = 'email') = (user_id is not null) and (kind = 'email') = (sealed_url is null));--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_kind" CHECK (kind in ('email', 'slack', 'discord'));--> statement-breakpoint
CREATE POLICY "backup_of_team" ON "backup" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "backup_ops" ON "backup" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "calendar_feed_of_team" ON "calendar_feed" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "calendar_feed_ops" ON "calendar_feed" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "escalation_policy_of_team" ON "escalation_policy" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "escalation_policy_ops" ON "escalation_policy" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "rota_of_team" ON "rota" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "rota_ops" ON "rota" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "rota_override_of_team" ON "rota_override" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "rota_override_ops" ON "rota_override" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);