CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_provider_account" UNIQUE("provider_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"active_team_id" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
ALTER TABLE "user" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"address" text NOT NULL,
	"label" text NOT NULL,
	"verified_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contact_team_id" UNIQUE("team_id","id"),
	CONSTRAINT "contact_once" UNIQUE("team_id","user_id","kind","address"),
	CONSTRAINT "contact_kind" CHECK (kind in ('phone', 'webpush', 'email'))
);
--> statement-breakpoint
ALTER TABLE "contact" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contact_code" (
	"team_id" text NOT NULL,
	"contact_id" text NOT NULL,
	"hash" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "contact_code_pk" PRIMARY KEY("team_id","contact_id")
);
--> statement-breakpoint
ALTER TABLE "contact_code" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "daily_quota" (
	"subject" text NOT NULL,
	"day" date NOT NULL,
	"used" integer NOT NULL,
	CONSTRAINT "daily_quota_pk" PRIMARY KEY("subject","day")
);
--> statement-breakpoint
CREATE TABLE "heartbeat" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"ping_id" text NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"schedule" jsonb NOT NULL,
	"grace_seconds" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "heartbeat_ping_id_unique" UNIQUE("ping_id"),
	CONSTRAINT "heartbeat_team_id" UNIQUE("team_id","id")
);
--> statement-breakpoint
ALTER TABLE "heartbeat" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "monitor" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"method" text NOT NULL,
	"expected_status" text NOT NULL,
	"keywords_present" jsonb NOT NULL,
	"keywords_absent" jsonb NOT NULL,
	"timeout_ms" integer NOT NULL,
	"interval_seconds" integer NOT NULL,
	"regions" jsonb NOT NULL,
	"recovery_seconds" integer NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "monitor_team_id" UNIQUE("team_id","id")
);
--> statement-breakpoint
ALTER TABLE "monitor" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"data" jsonb NOT NULL,
	"request_id" text NOT NULL,
	"ip" text NOT NULL,
	CONSTRAINT "audit_log_team_id" UNIQUE("team_id","id")
);
--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "event" (
	"team_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"subject" text,
	"data" jsonb NOT NULL,
	CONSTRAINT "event_pk" PRIMARY KEY("team_id","seq")
);
--> statement-breakpoint
ALTER TABLE "event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"inviter_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitation_team_id" UNIQUE("team_id","id"),
	CONSTRAINT "invitation_role" CHECK (role in ('owner', 'admin', 'responder', 'viewer'))
);
--> statement-breakpoint
ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "member" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"zone" text,
	"quiet_from" text,
	"quiet_to" text,
	"bad_signal" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_team_id" UNIQUE("team_id","id"),
	CONSTRAINT "member_team_user" UNIQUE("team_id","user_id"),
	CONSTRAINT "member_role" CHECK (role in ('owner', 'admin', 'responder', 'viewer')),
	CONSTRAINT "member_quiet" CHECK ((quiet_from is null) = (quiet_to is null))
);
--> statement-breakpoint
ALTER TABLE "member" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "team" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"logo" text,
	"metadata" text,
	"route" text NOT NULL,
	"zone" text DEFAULT 'UTC' NOT NULL,
	"config_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "team_slug_unique" UNIQUE("slug"),
	CONSTRAINT "team_route_unique" UNIQUE("route"),
	CONSTRAINT "team_route_hex" CHECK (route ~ '^[0-9a-f]{12}$')
);
--> statement-breakpoint
ALTER TABLE "team" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact" ADD CONSTRAINT "contact_member" FOREIGN KEY ("team_id","user_id") REFERENCES "public"."member"("team_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_code" ADD CONSTRAINT "contact_code_contact" FOREIGN KEY ("team_id","contact_id") REFERENCES "public"."contact"("team_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "heartbeat" ADD CONSTRAINT "heartbeat_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "monitor" ADD CONSTRAINT "monitor_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_inviter" FOREIGN KEY ("team_id","inviter_id") REFERENCES "public"."member"("team_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_user_id" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user_id" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "verification" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "monitor_team" ON "monitor" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "audit_log_team_at" ON "audit_log" USING btree ("team_id","at");--> statement-breakpoint
CREATE INDEX "event_subject" ON "event" USING btree ("team_id","subject","seq");--> statement-breakpoint
CREATE INDEX "member_user_id" ON "member" USING btree ("user_id");--> statement-breakpoint
CREATE POLICY "user_auth" ON "user" AS PERMISSIVE FOR ALL TO "auth_user" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "user_in_team" ON "user" AS PERMISSIVE FOR SELECT TO "app_user" USING (exists (select 1 from member where member.user_id = "user".id));--> statement-breakpoint
CREATE POLICY "contact_of_team" ON "contact" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "contact_ops" ON "contact" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "contact_code_of_team" ON "contact_code" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "contact_code_ops" ON "contact_code" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "heartbeat_of_team" ON "heartbeat" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "heartbeat_ops" ON "heartbeat" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "monitor_of_team" ON "monitor" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "monitor_ops" ON "monitor" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "audit_log_of_team" ON "audit_log" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "audit_log_ops" ON "audit_log" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "event_of_team" ON "event" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "event_ops" ON "event" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "invitation_auth" ON "invitation" AS PERMISSIVE FOR ALL TO "auth_user" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "invitation_of_team" ON "invitation" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "invitation_ops" ON "invitation" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "member_auth" ON "member" AS PERMISSIVE FOR ALL TO "auth_user" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "member_of_team" ON "member" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "member_ops" ON "member" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "team_auth" ON "team" AS PERMISSIVE FOR ALL TO "auth_user" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "team_of_team" ON "team" AS PERMISSIVE FOR ALL TO "app_user" USING (id = current_setting('app.team')) WITH CHECK (id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "team_ops" ON "team" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);