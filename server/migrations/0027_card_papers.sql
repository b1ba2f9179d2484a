-- Who sees a record beside its class: whoever sees a card that it belongs to. See server/decisions/0033-papers-of-cards.md.
alter table record add column shared_with text[] not null default '{}';
create index record_shared_with on record using gin (shared_with) where shared_with <> '{}';

-- Kept here and not by the use cases: whoever writes a card, its units or its records, none forgets the rights.
create function share_records(wanted uuid[]) returns void language sql as $$
  with audience as (
    select cr.record, array_agg(distinct who order by who) as who
    from card_record cr
    join card c on c.id = cr.card
    cross join lateral (
      select unnest(c.units) as who where not c.restricted
      union select 'person:' || person from unnest(c.people) person
    ) told
    where cr.record = any (wanted)
    group by cr.record
  ), changed as (
    update record r set shared_with = coalesce(a.who, '{}')
    from unnest(wanted) as asked (id) left join audience a on a.record = asked.id
    where r.id = asked.id and r.shared_with is distinct from coalesce(a.who, '{}')
    returning r.id, r.state
  )
  -- One that is not indexed yet takes its audience with it when it is.
  insert into task (id, name, subject) select gen_random_uuid(), 'index', id::text from changed where state = 'searchable' order by id
  on conflict (name, subject) where state = 'pending' do update set run_after = least(task.run_after, now())
$$;
create function card_record_changed() returns trigger language plpgsql as $$
begin
  perform share_records(array[case when tg_op = 'DELETE' then old.record else new.record end]);
  return null;
end $$;
create trigger card_record_shares after insert or update or delete on card_record for each row execute function card_record_changed();
create function card_audience_changed() returns trigger language plpgsql as $$
begin
  perform share_records(array(select record from card_record where card = new.id));
  return null;
end $$;
create trigger card_shares after update of units, people, restricted on card for each row
  when (old.units is distinct from new.units or old.people is distinct from new.people or old.restricted is distinct from new.restricted)
  execute function card_audience_changed();
-- A record that comes after its link (restored from the store) finds its audience too.
create function record_added() returns trigger language plpgsql as $$
begin
  if exists (select 1 from card_record where record = new.id) then perform share_records(array[new.id]); end if;
  return null;
end $$;
create trigger record_finds_audience after insert on record for each row execute function record_added();

create index card_paper_missing on card (paper_unit) where paper = 'missing';
