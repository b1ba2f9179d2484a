-- Reports: sums for long periods, who holds what, printed pages. See server/decisions/0034-reports.md.

-- What the server printed, an hour and a kind of print to a row.
create table print_count (
  hour timestamptz not null,
  kind text not null check (kind in ('label', 'receipt', 'slip', 'cover-sheet', 'transmittal', 'form', 'report')),
  prints int not null,
  pages int not null,
  primary key (hour, kind)
);

-- Sums by month, computed anew every hour by one run; `report_refresh` says when.
create table report_task_sum (
  month text not null,
  unit text not null,
  executor text not null,
  outcome text not null,
  extended boolean not null,
  unseen boolean not null,
  tasks int not null,
  primary key (month, unit, executor, outcome, extended, unseen)
);
create table report_card_sum (
  month text not null,
  unit text not null,
  flow text not null,
  documents int not null,
  annulled int not null,
  with_tasks int not null,
  tasks int not null,
  late int not null,
  paper_only int not null,
  electronic int not null,
  primary key (month, unit, flow)
);
create table report_entry_sum (
  month text primary key,
  entries int not null,
  second int not null,
  without_card int not null
);
-- How many documents spent how many days in a stage that ended in the month; a median follows from it for any choice of units.
create table report_stage_sum (
  month text not null,
  unit text not null,
  stage text not null,
  days int not null,
  cards int not null,
  primary key (month, unit, stage, days)
);
create table report_page_sum (
  month text primary key,
  pages int not null
);
create table report_refresh (
  one boolean primary key default true check (one),
  computed_at timestamptz not null
);

create index assignment_executor_all on assignment (executor, card);
create index assignment_unit_all on assignment (unit, card);
-- What was registered on a later day than it came: among these are the late ones.
create index card_came_before on card (registered_on desc, id desc) where received_on < registered_on;
create index card_stage_day on card_stage (on_day);
create index card_record_added on card_record (added_at);
create index entry_entered on entry (entered_on);

-- Who holds each document that is not closed, since when: the last of its holders, kept in the transaction that hands it on.
create table card_holder (
  card uuid primary key references card (id) on delete cascade,
  unit text not null,
  person text not null,
  since timestamptz not null
);
create index card_holder_since on card_holder (since, card);
create index card_holder_unit on card_holder (unit, person, since, card);

-- The fold of the events `handed-to`: handing to the same one again begins nothing. A person without a unit stays in the unit before.
create function holder_of(wanted uuid) returns table (unit text, person text, since timestamptz) language sql stable as $$
  with held as (
    select c.unit as unit, c.registered_by as person, c.registered_at as at, -1::bigint as place from card c where c.id = wanted
    union all
    select coalesce(e.details ->> 'unit', ''), coalesce(e.details ->> 'person', ''), e.at, e.place from card_event e where e.card = wanted and e.event = 'handed-to'
  ), marked as (
    select h.*, lag(h.unit || '/' || h.person) over w is distinct from h.unit || '/' || h.person as begins from held h window w as (order by h.place)
  )
  select coalesce(nullif(m.unit, ''), (select h.unit from held h where h.unit <> '' and h.place < m.place order by h.place desc limit 1), ''), m.person, m.at
  from marked m where m.begins order by m.place desc limit 1
$$;
create function keep_card_holder() returns trigger language plpgsql as $$
begin
  if new.closed_on is not null or new.state in ('filed', 'annulled') then
    delete from card_holder where card = new.id;
  elsif tg_op = 'INSERT' then
    insert into card_holder (card, unit, person, since) values (new.id, new.unit, new.registered_by, new.registered_at);
  else
    insert into card_holder (card, unit, person, since) select new.id, h.unit, h.person, h.since from holder_of(new.id) h on conflict (card) do nothing;
  end if;
  return null;
end $$;
create trigger card_holder_kept after insert or update of closed_on, state on card for each row execute function keep_card_holder();
create function pass_card_holder() returns trigger language plpgsql as $$
begin
  update card_holder k set unit = h.unit, person = h.person, since = h.since from holder_of(new.card) h where k.card = new.card;
  return null;
end $$;
create trigger card_event_holder after insert on card_event for each row when (new.event = 'handed-to') execute function pass_card_holder();
insert into card_holder (card, unit, person, since)
select c.id, h.unit, h.person, h.since from card c cross join lateral holder_of(c.id) h where c.closed_on is null and c.state not in ('filed', 'annulled');
