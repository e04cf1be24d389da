-- Row-level security binds the tables' owner too (spec "trust" §8.3).
alter table "channel" force row level security;
--> statement-breakpoint
alter table "api_key" force row level security;
--> statement-breakpoint
alter table "ping_key" force row level security;
--> statement-breakpoint
grant select, insert, update, delete on "channel", "api_key", "ping_key" to app_user;
--> statement-breakpoint
-- Before a team is known: a program by its key, a badge by its public id. A team by its badge key can be read already.
grant select (id, team_id, name, access, hash) on "api_key" to auth_user;
--> statement-breakpoint
grant select (id, team_id, badge_id) on "heartbeat" to auth_user;
--> statement-breakpoint
-- Keys are no business of operations.
grant select on "channel" to ops_reader;
