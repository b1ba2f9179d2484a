-- Whoever reads a record of a card is told by its cards alone, never by its class. See server/decisions/0033-papers-of-cards.md.
create or replace function share_records(wanted uuid[]) returns void language sql as $$
  with audience as (
    select cr.record, array_agg(distinct who order by who) filter (where who is not null) as who
    from card_record cr
    join card c on c.id = cr.card
    left join lateral (
      select unnest(c.units) as who where not c.restricted
      union select 'person:' || person from unnest(c.people) person
    ) told on true
    where cr.record = any (wanted)
    group by cr.record
  ), changed as (
    update record r
    set shared_with = coalesce(a.who, '{}'),
        unit = case when a.record is null then r.unit end,
        whole_house = a.record is null and r.whole_house
    from unnest(wanted) as asked (id) left join audience a on a.record = asked.id
    where r.id = asked.id
      and (r.shared_with is distinct from coalesce(a.who, '{}') or (a.record is not null and (r.whole_house or r.unit is not null)))
    returning r.id, r.state
  )
  -- One that is not indexed yet takes its audience with it when it is.
  insert into task (id, name, subject) select gen_random_uuid(), 'index', id::text from changed where state = 'searchable' order by id
  on conflict (name, subject) where state = 'pending' do update set run_after = least(task.run_after, now())
$$;
-- Also between the scan of a cover sheet and its meeting with the card, and whoever writes the record later.
create function record_of_card_keeps_closed() returns trigger language plpgsql as $$
begin
  if (new.whole_house or new.unit is not null)
     and (exists (select 1 from card_record where record = new.id) or (new.cover is not null and exists (select 1 from card where cover = new.cover))) then
    new.whole_house := false;
    new.unit := null;
  end if;
  return new;
end $$;
create trigger record_closed before insert or update of unit, whole_house, cover on record for each row execute function record_of_card_keeps_closed();
select share_records(array(select distinct record from card_record));

-- A paper of a case that another unit is asked for: the task by which it was asked. See server/decisions/0030-one-window.md.
create table card_paper_request (
  card uuid not null references card (id) on delete cascade,
  paper text not null,
  unit text not null references unit (code),
  assignment uuid not null references assignment (id) on delete cascade,
  asked_by text not null,
  asked_at timestamptz not null,
  primary key (card, paper)
);
create index card_paper_request_assignment on card_paper_request (assignment);
