CREATE TABLE "proved_domain" (
	"team_id" text NOT NULL,
	"domain" text NOT NULL,
	"proved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "proved_domain_pk" PRIMARY KEY("team_id","domain")
);
--> statement-breakpoint
ALTER TABLE "proved_domain" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "check_day" (
	"team_id" text NOT NULL,
	"monitor_id" text NOT NULL,
	"start" timestamp (3) with time zone NOT NULL,
	"seconds" jsonb NOT NULL,
	"regions" jsonb NOT NULL,
	"sum_ms" double precision NOT NULL,
	"min_ms" double precision,
	"max_ms" double precision,
	"histogram" text NOT NULL,
	CONSTRAINT "check_day_pk" PRIMARY KEY("team_id","monitor_id","start")
);
--> statement-breakpoint
ALTER TABLE "check_day" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "check_hour" (
	"team_id" text NOT NULL,
	"monitor_id" text NOT NULL,
	"start" timestamp (3) with time zone NOT NULL,
	"seconds" jsonb NOT NULL,
	"regions" jsonb NOT NULL,
	"sum_ms" double precision NOT NULL,
	"min_ms" double precision,
	"max_ms" double precision,
	"histogram" text NOT NULL,
	CONSTRAINT "check_hour_pk" PRIMARY KEY("team_id","monitor_id","start")
);
--> statement-breakpoint
ALTER TABLE "check_hour" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "monitor" ADD COLUMN "domains" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "proved_domain" ADD CONSTRAINT "proved_domain_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_day" ADD CONSTRAINT "check_day_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_hour" ADD CONSTRAINT "check_hour_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "check_day_start" ON "check_day" USING btree ("team_id","start");--> statement-breakpoint
CREATE INDEX "check_hour_start" ON "check_hour" USING btree ("team_id","start");--> statement-breakpoint
CREATE INDEX "monitor_domains" ON "monitor" USING gin ("domains");--> statement-breakpoint
CREATE POLICY "proved_domain_of_team" ON "proved_domain" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "proved_domain_ops" ON "proved_domain" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "check_day_of_team" ON "check_day" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "check_day_ops" ON "check_day" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);--> statement-breakpoint
CREATE POLICY "check_hour_of_team" ON "check_hour" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "check_hour_ops" ON "check_hour" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);