-- Row-level security binds the tables' owner too (spec "trust" §8.3).
alter table "rota" force row level security;
--> statement-breakpoint
alter table "rota_override" force row level security;
--> statement-breakpoint
alter table "escalation_policy" force row level security;
--> statement-breakpoint
alter table "backup" force row level security;
--> statement-breakpoint
alter table "calendar_feed" force row level security;
--> statement-breakpoint
grant select, insert, update, delete on "rota", "rota_override", "escalation_policy", "backup", "calendar_feed" to app_user;
--> statement-breakpoint
grant select on "rota", "rota_override", "escalation_policy", "backup", "calendar_feed" to ops_reader;
