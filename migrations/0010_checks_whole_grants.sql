-- Row-level security binds the tables' owner too (spec "trust" §8.3).
alter table "maintenance" force row level security;
--> statement-breakpoint
alter table "probe" force row level security;
--> statement-breakpoint
alter table "proved_domain" force row level security;
--> statement-breakpoint
alter table "check_hour" force row level security;
--> statement-breakpoint
alter table "check_day" force row level security;
--> statement-breakpoint
grant select, insert, update, delete on "maintenance", "probe", "proved_domain", "check_hour", "check_day" to app_user;
--> statement-breakpoint
grant select on "maintenance", "probe", "proved_domain", "check_hour", "check_day" to ops_reader;
