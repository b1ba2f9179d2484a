-- The registers of a town hall in front of the archive: units, registers and their entries, registration cards,
-- correspondents, kinds of document, services, resolutions and assignments. See server/decisions/0024-registers.md.

create extension if not exists pg_trgm;

-- The house as it is built: bodies, units under them, and intake points that take papers for others.
create table unit (
  code text primary key,
  name jsonb not null,
  kind text not null check (kind in ('body', 'unit', 'intake-point')),
  parent text references unit (code),
  -- Name of the account that leads it
  head text,
  opened_on text not null,
  closed_on text,
  -- Since when documents reach it on the screen; null: they are sent with a printed transmittal list
  electronic_since text
);
-- A unit that took over the work of another from a day on; closed work keeps the old name.
create table unit_succession (
  id uuid primary key,
  from_unit text not null references unit (code),
  to_unit text not null references unit (code),
  from_on text not null,
  ordered_by text not null,
  ordered_at timestamptz not null,
  done_at timestamptz
);
alter table user_account
  add column display_name text not null default '',
  add column position text not null default '',
  add column email text,
  add column language text;
-- Who stands in for whom, both days included.
create table absence (
  id uuid primary key,
  person text not null,
  deputy text not null,
  from_on text not null,
  to_on text not null,
  reason text not null default '',
  noted_by text not null,
  noted_at timestamptz not null,
  ended_at timestamptz,
  check (from_on <= to_on and person <> deputy)
);
create index absence_person on absence (person, from_on);

-- Settings of the municipality that are kept as data and changed on the screen: mode (test or live), jurisdiction …
create table municipality_setting (
  name text primary key,
  value jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null
);

create table register (
  id uuid primary key,
  code text not null unique,
  title jsonb not null,
  unit text not null references unit (code),
  flow text not null check (flow in ('incoming', 'outgoing', 'internal', 'appeals', 'contracts', 'decisions', 'orders')),
  -- Number template, for example {group}-{kind}-{seq}/{y}{repeat:-}
  template text not null,
  -- What its tokens stand for where it is the same for the whole register: group, kind, unit, suffix, convocation
  constants jsonb not null default '{}',
  -- {"kind":"yearly","on":"01-01"} | {"kind":"convocation"} | {"kind":"never"}
  reset jsonb not null,
  fields jsonb not null default '[]',
  opened_on text not null,
  closed_on text
);
-- The counter of a period. Numbers before first_seq are in the paper book. The row is the lock of the register.
create table register_period (
  register uuid not null references register (id),
  period text not null,
  test boolean not null default false,
  first_seq int not null default 1,
  next_seq int not null,
  closed_at timestamptz,
  closed_by text,
  primary key (register, period, test)
);
-- Numbers handed to an intake point that works without the line; reconciled when it is back.
create table register_block (
  id uuid primary key,
  register uuid not null references register (id),
  period text not null,
  test boolean not null default false,
  first_seq int not null,
  last_seq int not null,
  place text not null,
  handed_by text not null,
  handed_at timestamptz not null,
  reconciled_by text,
  reconciled_at timestamptz,
  check (first_seq <= last_seq)
);

-- Somebody who writes to the house or is written to.
create table correspondent (
  id uuid primary key,
  kind text not null check (kind in ('person', 'organisation', 'authority')),
  name text not null,
  -- The name folded and brought to one alphabet, words sorted: the same person in two scripts has one key
  name_key text not null,
  -- IDNO, EDRPOU, INN, personal number: digits and letters only
  code text,
  address text not null default '',
  email text,
  phone text,
  language text,
  merged_into uuid references correspondent (id),
  created_at timestamptz not null,
  created_by text not null
);
create index correspondent_name_key on correspondent using gin (name_key gin_trgm_ops);
create index correspondent_code on correspondent (code) where code is not null;

-- Kinds of document with their routes, as data; a document keeps the version under which it was registered.
create table document_kind (
  code text not null,
  version int not null,
  name jsonb not null,
  flow text not null,
  -- Rule of a legal profile by which its deadline is computed, for example md.petition
  term text,
  -- Class of the file plan into which it is filed
  class text,
  route jsonb not null default '[]',
  fields jsonb not null default '[]',
  valid_from text not null,
  retired_on text,
  primary key (code, version)
);
-- Services of the one window, versioned alike.
create table service (
  code text not null,
  version int not null,
  name jsonb not null,
  description jsonb not null default '{}',
  unit text not null references unit (code),
  register text not null references register (code),
  kind text not null,
  -- [{"code","name":{lang},"required":true}]
  papers jsonb not null default '[]',
  fields jsonb not null default '[]',
  term text,
  -- What the citizen gets: {lang: text}
  result jsonb not null default '{}',
  valid_from text not null,
  retired_on text,
  primary key (code, version)
);

-- The registration card. Who may see it: people of one of its units, and those named.
create table card (
  id uuid primary key,
  flow text not null,
  kind text not null,
  kind_version int not null,
  unit text not null references unit (code),
  state text not null check (state in ('registered', 'in-work', 'executed', 'filed', 'annulled')),
  test boolean not null default false,
  -- The number as printed of its first entry, and when that was entered
  number text not null,
  registered_on text not null,
  registered_at timestamptz not null,
  registered_by text not null,
  subject text not null,
  correspondent uuid references correspondent (id),
  their_number text,
  their_number_key text,
  their_date text,
  received_on text,
  channel text not null check (channel in ('counter', 'post', 'e-mail', 'portal', 'exchange', 'internal', 'scan', 'import')),
  sheets int,
  annex_sheets int,
  language text,
  -- Where the paper is: unit, box, shelf, nobody's; and who holds it
  paper text not null default 'none' check (paper in ('none', 'kept', 'returned', 'missing')),
  paper_unit text,
  paper_place text,
  paper_holder text,
  -- Neutral number of the cover sheet under which its paper is scanned
  cover text unique,
  restricted boolean not null default false,
  units text[] not null,
  people text[] not null default '{}',
  -- Rule, base day and day by which an answer is due; null: no deadline
  term text,
  term_base_on text,
  due_on text,
  extended boolean not null default false,
  service text,
  service_version int,
  fields jsonb not null default '{}',
  -- What the receipt asks a citizen to give with the number
  check_value text not null,
  -- File into which it was filed
  filed_in uuid,
  closed_on text,
  version int not null default 1
);
create index card_registered on card (registered_on desc, id desc);
create index card_of_unit on card (unit, registered_on desc, id desc);
create index card_units on card using gin (units);
create index card_people on card using gin (people);
create index card_correspondent on card (correspondent, registered_on desc);
create index card_their_number on card (their_number_key) where their_number_key is not null;
create index card_due on card (due_on) where due_on is not null and closed_on is null;
create index card_service on card (service, registered_on desc) where service is not null;

-- A number in a register: the legal thing. Unique by register, period and sequence, not by what is printed.
create table entry (
  id uuid primary key,
  register uuid not null references register (id),
  period text not null,
  test boolean not null default false,
  seq int not null,
  repeat int not null default 0,
  number text not null,
  -- As people write it: without №, spaces, look-alikes, leading zeros
  number_key text not null,
  card uuid references card (id),
  source text not null check (source in ('registered', 'block', 'imported')),
  entered_on text not null,
  entered_at timestamptz not null,
  entered_by text not null,
  annulled_at timestamptz,
  annulled_by text,
  annul_reason text,
  -- What an imported line of an old book says
  imported jsonb,
  unique (register, period, test, seq, repeat)
);
create index entry_number on entry (number_key);
create index entry_card on entry (card);
create index entry_day on entry (register, entered_on);

-- What happened with a card, for those who see it.
create table card_event (
  id uuid primary key,
  card uuid not null references card (id),
  at timestamptz not null,
  actor text not null,
  event text not null,
  details jsonb not null default '{}'
);
create index card_event_card on card_event (card, at);
-- The stages that the citizen may see: no name, no content.
create table card_stage (
  id uuid primary key,
  card uuid not null references card (id),
  stage text not null check (stage in ('registered', 'under-examination', 'papers-awaited', 'extended', 'forwarded', 'replied', 'refused', 'ready', 'handed-out', 'closed', 'annulled')),
  on_day text not null,
  at timestamptz not null,
  unit text,
  until_on text,
  reason text,
  number text
);
create index card_stage_card on card_stage (card, at);
-- Reply to, repeat of, executes, sent to another body …
create table card_relation (
  from_card uuid not null references card (id),
  to_card uuid not null references card (id),
  relation text not null check (relation in ('reply-to', 'repeat-of', 'joined-to', 'executes', 'annex-to', 'see-also')),
  made_by text not null,
  made_at timestamptz not null,
  primary key (from_card, to_card, relation)
);
create index card_relation_to on card_relation (to_card);
-- The records of a card. One that was replaced stays.
create table card_record (
  card uuid not null references card (id),
  record uuid not null,
  role text not null check (role in ('document', 'annex', 'draft', 'reply', 'approval-sheet', 'slip')),
  form text not null check (form in ('electronic-original', 'scanned-copy')),
  name text not null default '',
  -- Code of the paper in the list of the service
  paper text,
  version int not null default 1,
  added_by text not null,
  added_at timestamptz not null,
  replaced_by uuid,
  primary key (card, record)
);
create index card_record_record on card_record (record);

-- Calendars of working days, edited by people. A day not named is off by the weekday alone.
create table working_calendar (
  code text primary key,
  name jsonb not null,
  -- ISO weekdays that are off
  weekend int[] not null default '{6,7}',
  -- Whether a last day that is off moves to the next working day
  roll text not null check (roll in ('next-working-day', 'none')),
  -- Last day for which somebody entered the days off
  entered_until text
);
create table working_calendar_day (
  calendar text not null references working_calendar (code),
  day text not null,
  kind text not null check (kind in ('off', 'working')),
  note text not null default '',
  primary key (calendar, day)
);
-- Rules of legal profiles as dated data; the newest that began on or before the base day is in force.
create table term_rule (
  id text not null,
  valid_from text not null,
  profile text not null,
  definition jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (id, valid_from)
);

-- What the head wrote on a document, and the tasks that follow from it.
create table resolution (
  id uuid primary key,
  card uuid not null references card (id),
  author text not null,
  -- The absent head for whom a deputy wrote it
  on_behalf_of text,
  text text not null,
  made_at timestamptz not null,
  withdrawn_at timestamptz
);
create index resolution_card on resolution (card);
create table assignment (
  id uuid primary key,
  card uuid not null references card (id),
  resolution uuid references resolution (id),
  parent uuid references assignment (id),
  -- Point of a decision that it executes
  point int,
  text text not null,
  unit text not null references unit (code),
  -- Account; null: the unit has not yet named anybody
  executor text,
  controller text,
  state text not null check (state in ('open', 'executed', 'off-control', 'closed', 'cancelled')),
  made_by text not null,
  made_at timestamptz not null,
  due_on text,
  first_due_on text,
  extended int not null default 0,
  -- First time that the executor looked at it
  seen_at timestamptz,
  executed_on text,
  executed_at timestamptz,
  report text,
  result_card uuid references card (id),
  result_record uuid,
  ended_on text,
  ended_at timestamptz,
  ended_by text,
  version int not null default 1,
  -- Removal from control is the controller's act against a result
  check (state <> 'off-control' or (controller is not null and ended_by is not null and (result_card is not null or result_record is not null)))
);
create index assignment_card on assignment (card);
create index assignment_executor on assignment (executor, due_on) where state in ('open', 'executed');
create index assignment_unit on assignment (unit, due_on) where state in ('open', 'executed');
create index assignment_controller on assignment (controller, due_on) where state in ('open', 'executed');
create index assignment_due on assignment (due_on) where state = 'open';
create index assignment_made on assignment (made_at);
create table assignment_helper (
  assignment uuid not null references assignment (id),
  executor text not null,
  unit text not null references unit (code),
  contribution text,
  record uuid,
  contributed_at timestamptz,
  primary key (assignment, executor)
);
create index assignment_helper_executor on assignment_helper (executor);
create table assignment_event (
  id uuid primary key,
  assignment uuid not null references assignment (id),
  at timestamptz not null,
  actor text not null,
  event text not null,
  details jsonb not null default '{}'
);
create index assignment_event_assignment on assignment_event (assignment, at);

-- What a person is told: on the screen, and by mail where there is an address. The key keeps it from being said twice.
create table notice (
  id uuid primary key,
  person text not null,
  kind text not null,
  key text not null unique,
  card uuid references card (id),
  assignment uuid references assignment (id),
  facts jsonb not null default '{}',
  made_at timestamptz not null,
  seen_at timestamptz
);
create index notice_person on notice (person, made_at desc) where seen_at is null;
