-- One window: papers of a case, hand-out, files that come over a slow line, and what waits to be
-- registered. See server/decisions/0030-one-window.md.

alter table service
  -- Whether the public may submit it on the public page
  add column online boolean not null default false,
  add column saved_by text not null default '',
  add column saved_at timestamptz;

-- What came of each paper in the list of the service.
create table card_paper (
  card uuid not null references card (id) on delete cascade,
  paper text not null,
  -- in-house: another unit has it with `held_in` already; awaited: to be brought until due_on
  state text not null check (state in ('taken', 'in-house', 'awaited')),
  held_in uuid references card (id) on delete set null,
  due_on text,
  noted_by text not null,
  noted_at timestamptz not null,
  primary key (card, paper)
);
create index card_paper_awaited on card_paper (due_on) where state = 'awaited';
create index card_record_paper on card_record (card, paper) where paper is not null and replaced_by is null;

-- Who took the result, and what they showed. Of the identity document only its kind and last four characters.
create table hand_out (
  id uuid primary key,
  card uuid not null references card (id) on delete cascade,
  on_day text not null,
  at timestamptz not null,
  unit text not null references unit (code),
  recipient text not null,
  document_kind text not null check (document_kind in ('identity-card', 'passport', 'residence-permit', 'driving-licence', 'other')),
  document_ending text not null check (length(document_ending) between 1 and 4),
  by_proxy boolean not null default false,
  proxy text,
  handed_by text not null,
  undone_at timestamptz,
  undone_by text,
  undo_reason text
);
create unique index hand_out_once on hand_out (card) where undone_at is null;

-- Cases whose last stage says that the counter has something to do, whoever wrote that stage.
create table counter_queue (
  card uuid primary key references card (id) on delete cascade,
  stage text not null check (stage in ('ready', 'papers-awaited')),
  on_day text not null,
  at timestamptz not null
);
create index counter_queue_stage on counter_queue (stage, at, card);
create function keep_counter_queue() returns trigger language plpgsql as $$
begin
  if new.stage in ('ready', 'papers-awaited') then
    insert into counter_queue (card, stage, on_day, at) values (new.card, new.stage, new.on_day, new.at)
    on conflict (card) do update set stage = excluded.stage, on_day = excluded.on_day, at = excluded.at;
  else
    delete from counter_queue where card = new.card;
  end if;
  return null;
end $$;
create trigger card_stage_counter after insert on card_stage for each row execute function keep_counter_queue();

-- A file that comes in pieces. How much is there says the file itself.
create table upload (
  id uuid primary key,
  owner text not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha512 text not null,
  state text not null check (state in ('open', 'complete', 'attached', 'refused')),
  card uuid references card (id) on delete cascade,
  role text not null default 'annex' check (role in ('document', 'annex', 'slip')),
  paper text,
  record uuid,
  refusal text,
  made_at timestamptz not null,
  touched_at timestamptz not null
);
create index upload_owner on upload (owner, sha512);
create index upload_card on upload (card) where card is not null;
create index upload_idle on upload (touched_at) where card is null;

-- What came and is not registered yet: from the public page, by mail, from a folder, from another program.
create table intake_item (
  id uuid primary key,
  source text not null check (source in ('online', 'mail', 'folder', 'api')),
  state text not null check (state in ('waiting', 'registered', 'rejected')),
  received_at timestamptz not null,
  -- The day of receipt, which begins the term where the law counts from it
  received_on text not null,
  title text not null,
  -- As it says itself; nobody has proved it
  sender text not null default '',
  sender_email text,
  language text,
  payload jsonb not null default '{}',
  -- [{"upload","name","paper"?}]
  files jsonb not null default '[]',
  proposed_register text,
  proposed_kind text,
  proposed_unit text,
  proposed_service text,
  -- What the provisional receipt tells the sender, as the hash of it; null where nobody was told any
  code_hash text unique,
  test boolean not null default false,
  decided_at timestamptz,
  decided_by text,
  -- In words meant for the sender
  reason text,
  card uuid references card (id) on delete cascade
);
create index intake_item_waiting on intake_item (received_at, id) where state = 'waiting';

-- Records of a card that whoever knows number and check value may download from the public page.
create table public_download (
  card uuid not null references card (id) on delete cascade,
  record uuid not null,
  name text not null,
  offered_by text not null,
  offered_at timestamptz not null,
  until_on text,
  primary key (card, record)
);
