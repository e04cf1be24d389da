-- Row-level security binds the tables' owner too (spec "trust" §8.3).
alter table "team" force row level security;
--> statement-breakpoint
alter table "member" force row level security;
--> statement-breakpoint
alter table "invitation" force row level security;
--> statement-breakpoint
alter table "contact" force row level security;
--> statement-breakpoint
alter table "contact_code" force row level security;
--> statement-breakpoint
alter table "heartbeat" force row level security;
--> statement-breakpoint
alter table "monitor" force row level security;
--> statement-breakpoint
alter table "audit_log" force row level security;
--> statement-breakpoint
alter table "event" force row level security;
--> statement-breakpoint
alter table "user" force row level security;
--> statement-breakpoint
revoke all on all tables in schema public from public;
--> statement-breakpoint
grant usage on schema public to app_user, auth_user, ops_reader;
--> statement-breakpoint
-- Sign-in, sessions and invitations know no team yet.
grant select, insert, update, delete on "user", "session", "account", "verification", "rate_limit", "invitation" to auth_user;
--> statement-breakpoint
grant select on "team" to auth_user;
--> statement-breakpoint
grant select, insert on "member" to auth_user;
--> statement-breakpoint
-- A team batch: everything of its own team, of its people only what a colleague may see.
grant select (id, name, email, email_verified, created_at) on "user" to app_user;
--> statement-breakpoint
grant select, insert, update on "team" to app_user;
--> statement-breakpoint
grant select, insert, update, delete on "member", "invitation", "contact", "contact_code", "heartbeat", "monitor" to app_user;
--> statement-breakpoint
grant select, insert, update on "daily_quota" to app_user;
--> statement-breakpoint
grant select, insert on "audit_log", "event" to app_user;
--> statement-breakpoint
grant select on "team", "member", "invitation", "contact", "heartbeat", "monitor", "audit_log", "event" to ops_reader;
