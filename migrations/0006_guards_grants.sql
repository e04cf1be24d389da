-- Row-level security binds the table's owner too (spec "trust" §8.3).
alter table "guard" force row level security;
--> statement-breakpoint
grant select, insert, update, delete on "guard" to app_user;
--> statement-breakpoint
grant select on "guard" to ops_reader;
