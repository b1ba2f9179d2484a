-- Drafts of replies, decisions and orders: whole versions, visas on exactly one of them, approval, sending; filing of cards.

create table draft_template (
  code text not null,
  language text not null,
  -- Kind of document that it begins
  kind text not null,
  title text not null,
  subject text not null,
  -- Paragraphs with placeholders in braces: {number}, {date}, {correspondent}, {subject} …
  body text not null,
  changed_by text not null,
  changed_at timestamptz not null,
  retired_at timestamptz,
  primary key (code, language)
);

create table draft (
  id uuid primary key,
  card uuid not null references card (id) on delete cascade,
  assignment uuid references assignment (id) on delete set null,
  -- As what and where it will be registered
  kind text not null,
  register text not null,
  subject text not null,
  language text not null,
  author text not null,
  created_at timestamptz not null,
  state text not null check (state in ('drafting', 'in-visas', 'for-approval', 'approved', 'registered', 'sent', 'withdrawn')),
  last_version int not null,
  visa_mode text check (visa_mode in ('parallel', 'serial')),
  approver text,
  asked_at timestamptz,
  for_approval_at timestamptz,
  approved_at timestamptz,
  approved_by text,
  approved_for text,
  approved_version int,
  approved_sha512 text,
  result_card uuid references card (id) on delete set null,
  registered_at timestamptz,
  result_record uuid,
  sheet_record uuid,
  sent_at timestamptz,
  withdrawn_at timestamptz,
  withdraw_reason text,
  check ((approved_at is null) = (approved_sha512 is null)),
  check (state not in ('approved', 'registered', 'sent') or approved_at is not null)
);
create index draft_card on draft (card);
create index draft_author on draft (author, created_at desc);
create index draft_approver on draft (approver) where state = 'for-approval';
create index draft_to_register on draft (approved_at) where state in ('approved', 'registered');

-- Each version is kept whole.
create table draft_version (
  draft uuid not null references draft (id) on delete cascade,
  version int not null,
  text text not null,
  sha512 text not null,
  saved_by text not null,
  saved_at timestamptz not null,
  primary key (draft, version)
);
-- A visa is on exactly one version. asked_at: null while it is not yet the turn of this person.
create table visa (
  id uuid primary key,
  draft uuid not null references draft (id) on delete cascade,
  version int not null,
  sha512 text not null,
  position int not null,
  person text not null,
  asked_at timestamptz,
  decided_at timestamptz,
  decided_by text,
  decision text check (decision in ('agreed', 'agreed-with-remarks', 'not-agreed')),
  remarks text not null default '',
  voided_at timestamptz,
  reminded_at timestamptz,
  unique (draft, version, person),
  check ((decided_at is null) = (decision is null))
);
create index visa_waiting on visa (person) where asked_at is not null and decided_at is null and voided_at is null;
create index visa_asked on visa (asked_at) where asked_at is not null;
create index visa_draft on visa (draft);

create table draft_event (
  id uuid primary key,
  draft uuid not null references draft (id) on delete cascade,
  at timestamptz not null,
  actor text not null,
  event text not null,
  details jsonb not null default '{}'
);
create index draft_event_draft on draft_event (draft, at);

-- How a registered document left the house.
create table dispatch (
  id uuid primary key,
  card uuid not null references card (id) on delete cascade,
  draft uuid references draft (id) on delete cascade,
  channel text not null,
  sent_on text not null,
  sent_by text not null,
  noted_at timestamptz not null,
  address text not null default '',
  note text not null default ''
);
create index dispatch_day on dispatch (sent_on);
create unique index dispatch_once on dispatch (draft) where draft is not null;

-- A version is never changed; after the approval none is added.
create function keep_draft_version() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then raise exception 'a version of a draft cannot be changed'; end if;
  if tg_op = 'DELETE' then
    if exists (select 1 from draft where id = old.draft) then raise exception 'a version of a draft cannot be deleted'; end if;
    return old;
  end if;
  if exists (select 1 from draft where id = new.draft and approved_at is not null) then raise exception 'the draft is approved and takes no further version'; end if;
  return new;
end $$;
create trigger draft_version_kept before insert or update or delete on draft_version for each row execute function keep_draft_version();

-- What was approved, and by whom, stays as it is; only registration and sending follow.
create function keep_approved_draft() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if exists (select 1 from card where id = old.card) then raise exception 'a draft cannot be deleted'; end if;
    return old;
  end if;
  if old.approved_at is not null and (new.card, new.kind, new.register, new.subject, new.language, new.author, new.last_version, new.approver, new.approved_at, new.approved_by, new.approved_version, new.approved_sha512)
     is distinct from (old.card, old.kind, old.register, old.subject, old.language, old.author, old.last_version, old.approver, old.approved_at, old.approved_by, old.approved_version, old.approved_sha512)
     then raise exception 'the draft is approved and cannot be changed'; end if;
  if old.approved_at is not null and new.state not in ('approved', 'registered', 'sent') then raise exception 'the draft is approved and cannot go back'; end if;
  return new;
end $$;
create trigger draft_kept before update or delete on draft for each row execute function keep_approved_draft();

-- A visa that was given stays as it was given.
create function keep_visa() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if exists (select 1 from draft where id = old.draft) then raise exception 'a visa cannot be deleted'; end if;
    return old;
  end if;
  if (new.draft, new.version, new.sha512, new.person) is distinct from (old.draft, old.version, old.sha512, old.person)
     or (old.decided_at is not null and (new.decided_at, new.decided_by, new.decision, new.remarks) is distinct from (old.decided_at, old.decided_by, old.decision, old.remarks))
     then raise exception 'a visa cannot be changed'; end if;
  return new;
end $$;
create trigger visa_kept before update or delete on visa for each row execute function keep_visa();

-- What a filed card says stays until it is reopened; the place of its paper and the units that see it may still change.
create function keep_filed_card() returns trigger language plpgsql as $$
begin
  if old.state <> 'filed' then return coalesce(new, old); end if;
  if tg_op = 'DELETE' then
    if not old.test then raise exception 'a filed card cannot be deleted'; end if;
    return old;
  end if;
  if new.state not in ('filed', 'in-work') or (new.flow, new.kind, new.kind_version, new.unit, new.number, new.registered_on, new.registered_at, new.registered_by, new.subject, new.their_number, new.their_date, new.received_on, new.channel, new.sheets, new.annex_sheets, new.fields, new.check_value, new.term, new.due_on)
     is distinct from (old.flow, old.kind, old.kind_version, old.unit, old.number, old.registered_on, old.registered_at, old.registered_by, old.subject, old.their_number, old.their_date, old.received_on, old.channel, old.sheets, old.annex_sheets, old.fields, old.check_value, old.term, old.due_on)
     or (new.state = 'filed' and (new.filed_in, new.closed_on) is distinct from (old.filed_in, old.closed_on))
     then raise exception 'the card is filed; reopen it first'; end if;
  return new;
end $$;
create trigger card_filed before update or delete on card for each row execute function keep_filed_card();

-- A paper that was drawn up from an approved version is never exchanged for another one.
create function keep_issued_paper() returns trigger language plpgsql as $$
begin
  if new.replaced_by is not null and exists (select 1 from draft where old.record in (result_record, sheet_record)) then raise exception 'this paper was approved as it is and cannot be replaced'; end if;
  return new;
end $$;
create trigger issued_paper_kept before update of replaced_by on card_record for each row execute function keep_issued_paper();
create index draft_result_record on draft (result_record) where result_record is not null;
create index draft_sheet_record on draft (sheet_record) where sheet_record is not null;
create index draft_result_card on draft (result_card) where result_card is not null;
