-- What every registration reads and hardly anybody changes: registers, kinds, services, terms, calendars. Servers keep it in
-- memory as long as this version stays. A random version, not a count: one that was rolled back never comes again. No row: nothing
-- was changed yet.
create table registry_data_version (
  only_row boolean primary key default true check (only_row),
  version uuid not null default gen_random_uuid()
);

create function change_registry_data_version() returns trigger language plpgsql as $$
begin
  insert into registry_data_version default values on conflict (only_row) do update set version = excluded.version;
  return null;
end $$;

create trigger change_version after insert or update or delete or truncate on register for each statement execute function change_registry_data_version();
create trigger change_version after insert or update or delete or truncate on document_kind for each statement execute function change_registry_data_version();
create trigger change_version after insert or update or delete or truncate on service for each statement execute function change_registry_data_version();
create trigger change_version after insert or update or delete or truncate on term_rule for each statement execute function change_registry_data_version();
create trigger change_version after insert or update or delete or truncate on working_calendar for each statement execute function change_registry_data_version();
create trigger change_version after insert or update or delete or truncate on working_calendar_day for each statement execute function change_registry_data_version();
