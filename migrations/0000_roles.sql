-- The roles of spec "trust" §8.5. None can log in: the operator gives nightbell_app a password
-- (`alter role nightbell_app login password '…'`), and it can then only become one of the three it is a member of.
do $$
declare
  name text;
begin
  foreach name in array array['app_user', 'auth_user', 'ops_reader', 'nightbell_app'] loop
    if not exists (select 1 from pg_roles where rolname = name) then
      execute format('create role %I nologin noinherit nocreatedb nocreaterole', name);
    end if;
  end loop;
end
$$;
--> statement-breakpoint
grant app_user, auth_user, ops_reader to nightbell_app;
