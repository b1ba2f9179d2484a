-- What the public sees by a registration number, and nothing else. See server/decisions/0032-public-status.md.

-- Look-ups without personal data: how many ended how, asked from where. No number, no address.
create table public_lookup (
  id uuid primary key default gen_random_uuid(),
  at timestamptz not null default now(),
  outcome text not null check (outcome in ('found', 'not-found', 'throttled')),
  asker text not null check (asker in ('page', 'json', 'component')),
  lookups int not null check (lookups > 0)
);
create index public_lookup_at on public_lookup (at);

-- Figures of a month, computed by the server now and then: documents that came in it, and what became of them.
-- unit '': units that had fewer than five documents, together.
create table public_figure (
  month text not null,
  unit text not null,
  registered int not null,
  answered_in_time int not null,
  answered_late int not null,
  overdue int not null,
  pending int not null,
  computed_at timestamptz not null,
  primary key (month, unit),
  check (registered = answered_in_time + answered_late + overdue + pending)
);

create schema public_status;

-- The views are the list of what may ever be shown: no name of a person, no subject, no file. They are read by the function below alone.
create view public_status.document as
  select e.number_key, e.number, e.entered_on as registered_on, c.id as card, c.flow, c.kind, c.kind_version, c.unit, c.due_on, c.test,
    encode(sha256(convert_to(c.id::text || '|' || c.check_value, 'UTF8')), 'hex') as check_hash,
    -- The code of an organisation stands for the check value; a person's code never does, nor any on a restricted card.
    case when not c.restricted and o.kind <> 'person' and length(regexp_replace(o.code, '[^0-9A-Za-z]', '', 'g')) >= 6
      then encode(sha256(convert_to(c.id::text || '|' || upper(regexp_replace(o.code, '[^0-9A-Za-z]', '', 'g')), 'UTF8')), 'hex') end as code_hash
  from entry e join card c on c.id = e.card left join correspondent o on o.id = c.correspondent;
create view public_status.stage as
  select s.card, s.at, s.place, s.stage, s.on_day, s.unit, s.until_on,
    -- Why it takes longer, what the citizen must still bring, the authority to which it was sent on: words meant for the citizen.
    case when s.stage in ('extended', 'papers-awaited', 'forwarded') then s.reason end as reason,
    case when s.stage in ('replied', 'refused', 'forwarded') then s.number end as number
  from card_stage s;
create view public_status.unit_name as select code, name from unit;
create view public_status.kind_name as select code, version, name from document_kind;
create view public_status.figure as
  select f.month, f.unit, u.name, f.registered, f.answered_in_time, f.answered_late, f.overdue, f.pending, f.computed_at
  from public_figure f left join unit u on u.code = f.unit;
create view public_status.lookup as select outcome, asker, lookups from public_lookup;

-- The one question: documents of a number key for which the check value, or the code of the organisation that wrote, is right.
-- At least eight hashes are computed and compared, whether the number is known or not; for an unknown number the document
-- of the next one is fetched and compared in vain, so that both take the same way through the tables.
create function public_status.look_up(asked_key text, asked_check text, asked_code text) returns jsonb
  language plpgsql stable strict security definer set search_path = pg_catalog, pg_temp as $$
declare
  answer jsonb;
begin
  with candidate as materialized (
    select d.* from public_status.document d where d.number_key = asked_key order by d.registered_on desc, d.card limit 200
  ), decoy as materialized (
    select d.* from public_status.document d where d.number_key > asked_key and not exists (select from candidate) order by d.number_key limit 1
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
revoke all on function public_status.look_up(text, text, text) from public;
