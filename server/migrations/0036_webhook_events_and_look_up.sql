-- More events for other programs of the house, and a look-up of the public that never goes far. See server/decisions/0027-deadlines-and-notices.md and 0032-public-status.md.

-- The same news is told to a program once: an overdue task is found again by each day's run. Null: told where it happens.
alter table webhook_call add column key text;
create unique index webhook_call_once on webhook_call (webhook, key) where key is not null;

-- A stage; the first one is the registration. An undone hand-out may enter it a second time.
create or replace function tell_webhooks_of_stage() returns trigger language plpgsql as $$
begin
  insert into webhook_call (id, webhook, event, body, state, next_try_at, made_at)
  select gen_random_uuid(), w.id, told.event, jsonb_build_object('card', new.card, 'number', c.number, 'test', c.test) || told.facts || jsonb_build_object('at', new.at), 'queued', new.at, new.at
  from webhook w join card c on c.id = new.card
  cross join lateral (
    select 'card.stage' as event, jsonb_build_object('stage', new.stage, 'on', new.on_day, 'until', new.until_on) as facts
    union all
    select 'card.registered', jsonb_build_object('flow', c.flow, 'unit', c.unit, 'on', c.registered_on, 'due', c.due_on)
    where new.stage = 'registered' and not exists (select from card_stage earlier where earlier.card = new.card and earlier.id <> new.id)
  ) told
  where w.active and told.event = any (w.events);
  return null;
end $$;

-- Whoever moves a deadline, ends a document or opens it again cannot forget to tell.
create function tell_webhooks_of_card() returns trigger language plpgsql as $$
begin
  insert into webhook_call (id, webhook, event, body, state, next_try_at, made_at)
  select gen_random_uuid(), w.id, told.event, jsonb_build_object('card', new.id, 'number', new.number, 'test', new.test) || told.facts || jsonb_build_object('at', now()), 'queued', now(), now()
  from webhook w
  cross join lateral (
    select 'card.deadline' as event, jsonb_build_object('from', old.due_on, 'to', new.due_on, 'extended', new.extended) as facts where new.due_on is distinct from old.due_on
    union all
    select 'card.closed', jsonb_build_object('state', new.state, 'on', new.closed_on) where new.state <> old.state and new.state in ('executed', 'filed', 'annulled')
    union all
    select 'card.reopened', jsonb_build_object('state', new.state) where old.closed_on is not null and new.closed_on is null
  ) told
  where w.active and told.event = any (w.events);
  return null;
end $$;
create trigger card_webhooks after update on card for each row
  when (new.due_on is distinct from old.due_on or new.state <> old.state or new.closed_on is distinct from old.closed_on)
  execute function tell_webhooks_of_card();

-- A document of ours left the house; with the documents that it answers.
create function tell_webhooks_of_dispatch() returns trigger language plpgsql as $$
begin
  insert into webhook_call (id, webhook, event, body, state, next_try_at, made_at)
  select gen_random_uuid(), w.id, 'card.sent', jsonb_build_object('card', c.id, 'number', c.number, 'test', c.test, 'on', new.sent_on, 'channel', new.channel, 'answers', (
      select coalesce(jsonb_agg(jsonb_build_object('card', a.id, 'number', a.number) order by a.number, a.id), '[]')
      from card_relation r join card a on a.id = r.to_card where r.from_card = c.id and r.relation = 'reply-to'
    ), 'at', new.noted_at), 'queued', new.noted_at, new.noted_at
  from webhook w join card c on c.id = new.card where w.active and 'card.sent' = any (w.events);
  return null;
end $$;
create trigger dispatch_webhooks after insert on dispatch for each row execute function tell_webhooks_of_dispatch();

-- The look-up of the public. For an unknown number the document of a next one was fetched in vain; where a book of numbers without
-- cards was imported, that went through all of them, seconds long. Now it looks at the next twenty numbers and no further.
create view public_status.number as select e.id as entry, e.number_key from entry e;
create or replace view public_status.document as
  select e.number_key, e.number, e.entered_on as registered_on, c.id as card, c.flow, c.kind, c.kind_version, c.unit, c.due_on, c.test,
    encode(sha256(convert_to(c.id::text || '|' || c.check_value, 'UTF8')), 'hex') as check_hash,
    case when not c.restricted and o.kind <> 'person' and length(regexp_replace(o.code, '[^0-9A-Za-z]', '', 'g')) >= 6
      then encode(sha256(convert_to(c.id::text || '|' || upper(regexp_replace(o.code, '[^0-9A-Za-z]', '', 'g')), 'UTF8')), 'hex') end as code_hash,
    e.id as entry
  from entry e join card c on c.id = e.card left join correspondent o on o.id = c.correspondent;
-- One plan for all numbers: planning anew costs four times what the look-up itself does.
create or replace function public_status.look_up(asked_key text, asked_check text, asked_code text) returns jsonb
  language plpgsql stable strict security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  answer jsonb;
begin
  with candidate as materialized (
    select d.* from public_status.document d where d.number_key = asked_key order by d.registered_on desc, d.card limit 200
  ), near as materialized (
    select n.entry from public_status.number n where n.number_key > asked_key and not exists (select from candidate) order by n.number_key limit 20
  ), decoy as materialized (
    select d.* from near n join public_status.document d on d.entry = n.entry limit 1
  ), padded as materialized (
    select card, check_hash, code_hash, true as asked from candidate
    union all
    select card, check_hash, code_hash, false from decoy
    union all
    select '00000000-0000-0000-0000-000000000000'::uuid, repeat('0', 64), repeat('0', 64), false
    from generate_series((select count(*) + 1 from candidate) + (select count(*) from decoy), 8)
  ), compared as materialized (
    select p.card, p.asked, p.check_hash = encode(sha256(convert_to(p.card::text || '|' || asked_check, 'UTF8')), 'hex')
      or coalesce(p.code_hash = encode(sha256(convert_to(p.card::text || '|' || asked_code, 'UTF8')), 'hex'), false) as same
    from padded p
  ), shown as (
    select c.* from candidate c where exists (select from compared o where o.card = c.card and o.asked and o.same) order by c.registered_on desc, c.card limit 5
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'number', s.number, 'registeredOn', s.registered_on, 'flow', s.flow, 'dueOn', s.due_on, 'test', s.test,
    'kind', (select k.name from public_status.kind_name k where k.code = s.kind and k.version = s.kind_version),
    'unit', (select u.name from public_status.unit_name u where u.code = s.unit),
    'stages', (select coalesce(jsonb_agg(jsonb_build_object('stage', t.stage, 'onDay', t.on_day, 'unit', u.name, 'untilOn', t.until_on, 'reason', t.reason, 'number', t.number) order by t.place), '[]')
      from public_status.stage t left join public_status.unit_name u on u.code = t.unit where t.card = s.card)
  ) order by s.registered_on desc, s.card), '[]') into answer from shown s;
  return answer;
end $$;
