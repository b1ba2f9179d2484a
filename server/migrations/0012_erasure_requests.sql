-- Requests to erase personal data, and what was answered record by record; and how far a hold by query has looked.

-- A hold by query first catches what its search finds, then, once it is there, what was indexed meanwhile; null: not yet done.
alter table hold add column caught_up_at timestamptz;
create index hold_active on hold (review_on) where released_at is null;
create index hold_match_open on task (subject) where name = 'match-holds' and state <> 'done';

-- What a hold covers stays under it while it is in force: whoever takes a record out of a held file, or unlinks it from a held
-- person, does not free it, since only another person than who placed a hold may do that.
create function keep_under_hold() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'person_link' then
    insert into hold_match (hold, record, matched_at)
      select hold.id, covered.record, now()
      from hold join hold_scope on hold_scope.hold = hold.id and kind = 'person' and target = old.person::text
      cross join lateral (
        select old.subject as record where old.subject_kind = 'record'
        union select file_member.record from file_member where old.subject_kind = 'file' and file_member.file = old.subject and ended_at is null
      ) as covered
      where hold.released_at is null
      on conflict do nothing;
    return old;
  end if;
  insert into hold_match (hold, record, matched_at)
    with recursive above (code) as (
      select class from file where id = old.file
      union select class.parent from above join class on class.code = above.code where class.parent is not null
    )
    select distinct hold.id, old.record, now() from hold join hold_scope on hold_scope.hold = hold.id
    where hold.released_at is null and (
      (kind = 'file' and target = old.file::text)
      or (kind = 'class' and target in (select code from above))
      or (kind = 'person' and target in (select person::text from person_link where subject_kind = 'file' and subject = old.file)))
    on conflict do nothing;
  return new;
end $$;
create trigger person_link_keep_under_hold before delete on person_link for each row execute function keep_under_hold();
create trigger file_member_keep_under_hold before update of ended_at on file_member
  for each row when (old.ended_at is null and new.ended_at is not null) execute function keep_under_hold();

create table erasure_request (
  id uuid primary key,
  number text not null unique,
  -- Whom it is about; null: about the records that it names
  person uuid references person (id),
  -- Who asks, as the answer addresses them
  requester text not null,
  basis text not null,
  received_on text not null,
  received_by text not null,
  received_at timestamptz not null,
  -- By when an answer is due
  due_on text not null,
  state text not null check (state in ('received', 'assessed', 'refused', 'partly', 'done-with-proof')),
  assessed_on text,
  assessed_by text
);
create index erasure_request_open on erasure_request (due_on) where state in ('received', 'assessed');

-- What the request comes to for one record. No foreign key: it outlives the record.
create table erasure_item (
  request uuid not null references erasure_request (id),
  record uuid not null,
  -- null: not yet assessed
  outcome text check (outcome in ('refused', 'to-act', 'needs-decision', 'erased')),
  -- floor, hold, waiting, unscheduled, permanent, transfer, decided; null where nothing stands against it
  reason text,
  rule text,
  cite text,
  schedule text,
  version text,
  -- First day on which it may be put on an act
  eligible_on text,
  erase_by text,
  waiting_for text[] not null default '{}',
  held_by text[] not null default '{}',
  -- Number of the act that it stands on or that erased it
  act_number text,
  -- Where the rule goes by files: the file that would be put on an act
  file uuid,
  -- What a person decided where floor and ceiling collide: keep until the floor, or erase as soon as the schedule lets it
  decision text check (decision in ('keep', 'erase')),
  decision_reason text,
  decided_by text,
  decided_at timestamptz,
  primary key (request, record)
);
create index erasure_item_record on erasure_item (record);
