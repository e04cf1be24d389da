CREATE TABLE "guard" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"guard_id" text NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"requires" jsonb NOT NULL,
	"quiet_seconds" integer NOT NULL,
	"ttl_seconds" integer NOT NULL,
	"rules" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "guard_guard_id_unique" UNIQUE("guard_id"),
	CONSTRAINT "guard_team_id" UNIQUE("team_id","id")
);
--> statement-breakpoint
ALTER TABLE "guard" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "guard" ADD CONSTRAINT "guard_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "guard_of_team" ON "guard" AS PERMISSIVE FOR ALL TO "app_user" USING (team_id = current_setting('app.team')) WITH CHECK (team_id = current_setting('app.team'));--> statement-breakpoint
CREATE POLICY "guard_ops" ON "guard" AS PERMISSIVE FOR SELECT TO "ops_reader" USING (true);