-- Execution of acts: who ordered it, what came of single records of a file, paper, and that nothing destroyed comes back.
-- See server/decisions/0021-erasing.md.

create table act_execution (
  act uuid primary key references act (id),
  ordered_by text not null,
  ordered_at timestamptz not null,
  -- Days for which backups are kept, as it was set when the execution was ordered
  backup_days int not null,
  -- By the clock of the database: when the last of its records was decided
  decided_at timestamptz,
  -- Civil dates: the day on which the last derivative was found gone, and the last day of the last backup
  destroyed_on text,
  backups_until text
);

-- Records of a line on a file whose content did not go: `content-stays`: only the membership ended; `held`: nothing changed.
create table line_remainder (
  line uuid not null references act_line (id),
  record uuid not null,
  outcome text not null check (outcome in ('content-stays', 'held')),
  -- Why: `other-file` or the state of its own answer; the hold
  reason text,
  noted_at timestamptz not null,
  primary key (line, record)
);

-- The paper of a line, destroyed by people.
create table paper_destruction (
  line uuid primary key references act_line (id),
  destroyed_on text not null,
  destroyed_by text not null,
  weight_grams bigint,
  consignment_note text,
  confirmed_by text not null,
  confirmed_at timestamptz not null
);

create index destruction_line on destruction (line);
create index stub_act on stub (act);

-- Of a destroyed record the plan keeps its numbers alone.
alter table planned_record add column destroyed_at timestamptz;

-- Whatever still wants to write a destroyed record or its words (a rebuild, an index run that began before) adds nothing.
create function stays_destroyed() returns trigger language plpgsql as $$
begin
  if exists (select 1 from destruction where record = new.id) then
    return null;
  end if;
  return new;
end $$;
create trigger record_stays_destroyed before insert on record for each row execute function stays_destroyed();
create function words_stay_destroyed() returns trigger language plpgsql as $$
begin
  if exists (select 1 from destruction where record = new.record) then
    return null;
  end if;
  return new;
end $$;
create trigger search_page_stays_destroyed before insert on search_page for each row execute function words_stay_destroyed();

-- The planner's samples are no place for what people wrote: they outlive the rows.
alter table record alter column title set statistics 0, alter column source set statistics 0;
alter table record_page alter column text set statistics 0, alter column words set statistics 0;
alter table search_page alter column words set statistics 0, alter column forms set statistics 0, alter column lexemes set statistics 0;
alter table fact alter column evidence set statistics 0, alter column value set statistics 0;
alter table batch_image alter column name set statistics 0, alter column marks set statistics 0;
alter table person alter column name set statistics 0;
