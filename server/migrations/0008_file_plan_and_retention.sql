-- The file plan under retention: bodies, fonds, classes, files, volumes, members, facts, people, copies on paper; holds;
-- the answer as last computed; numbers of acts. See server/decisions/0016-file-plan-and-destruction.md.

-- A body whose papers are kept, and its fonds. Facts such as org.archive_source are facts of the body.
create table body (
  code text primary key,
  name jsonb not null
);
create table fonds (
  number text primary key,
  title jsonb not null,
  body text not null references body (code)
);

alter table class
  -- null: the first fonds of the house
  add column fonds text references fonds (number),
  add column parent text references class (code),
  add column opened_on text,
  add column closed_on text,
  -- Whether titles in this class may name people: then a stub keeps none.
  add column personal boolean not null default true;

create table file (
  id uuid primary key,
  class text not null references class (code),
  -- The index as people write it on the folder, unique in its class
  number text not null,
  title text,
  state text not null check (state in ('open', 'closed', 'transferred', 'destroyed')),
  opened_on text not null,
  closed_on text,
  created_at timestamptz not null,
  created_by text not null,
  unique (class, number)
);
create table file_volume (
  file uuid not null references file (id),
  volume int not null,
  opened_on text not null,
  closed_on text,
  sheets int,
  primary key (file, volume)
);
-- Which records lie in which files. A record has no foreign key here: membership outlives a destroyed record.
create table file_member (
  file uuid not null references file (id),
  record uuid not null,
  volume int,
  added_at timestamptz not null,
  added_by text not null,
  ended_at timestamptz,
  ended_by text,
  end_reason text,
  primary key (file, record)
);
create index file_member_record on file_member (record) where ended_at is null;
-- History of a file: opened, closed, reopened, renumbered, titled, moved …
create table file_change (
  id uuid primary key,
  file uuid not null references file (id),
  change text not null,
  details jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null
);
create index file_change_file on file_change (file, changed_at);

-- People whom records concern, and what links them: events of a person hold for all records of that person.
create table person (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null,
  created_by text not null
);
create table person_link (
  person uuid not null references person (id),
  subject_kind text not null check (subject_kind in ('record', 'file')),
  subject uuid not null,
  linked_at timestamptz not null,
  linked_by text not null,
  primary key (person, subject_kind, subject)
);
create index person_link_subject on person_link (subject_kind, subject);

-- Facts on record, file, person and body: an event has a date of known precision, a plain fact a value. Taken back, never deleted.
create table fact (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('record', 'file', 'person', 'body')),
  subject text not null,
  name text not null,
  date text,
  value jsonb,
  covers_from text,
  covers_to text,
  evidence text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  retracted_at timestamptz,
  retracted_by text,
  retract_reason text,
  check ((date is null) <> (value is null))
);
create index fact_subject on fact (subject_kind, subject);
insert into fact (id, subject_kind, subject, name, date, evidence, recorded_by, recorded_at, retracted_at)
  select id, 'record', record::text, event, date, evidence, recorded_by, recorded_at, retracted_at from record_event;
drop table record_event;

-- The paper of a record or of a whole file, apart from its scan, and where it stands.
create table paper_copy (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('record', 'file')),
  subject uuid not null,
  box text,
  shelf text,
  sheets int,
  state text not null check (state in ('kept', 'destroyed', 'transferred', 'missing')),
  changed_at timestamptz not null,
  changed_by text not null
);
create index paper_copy_subject on paper_copy (subject_kind, subject);
create index paper_copy_place on paper_copy (box, shelf) where state = 'kept';

-- Numbers that are given out once and without a gap, in the transaction of what carries them.
create table number_series (
  series text primary key,
  last int not null
);

-- Holds block; they never move a date. Whoever placed one does not release it.
create table hold (
  id uuid primary key,
  number text not null unique,
  reason text not null,
  authority text not null,
  from_on text not null,
  review_on text not null,
  placed_by text not null,
  placed_at timestamptz not null,
  released_on text,
  released_by text,
  released_at timestamptz,
  release_reason text,
  check (released_by is distinct from placed_by)
);
-- What a hold covers. `query`: what a search finds, now and when captured later; found records stand in hold_match.
create table hold_scope (
  hold uuid not null references hold (id),
  kind text not null check (kind in ('record', 'file', 'class', 'query', 'person')),
  target text not null,
  primary key (hold, kind, target)
);
create index hold_scope_target on hold_scope (kind, target);
create table hold_match (
  hold uuid not null references hold (id),
  record uuid not null,
  matched_at timestamptz not null,
  primary key (hold, record)
);
create index hold_match_record on hold_match (record);

-- The answer as last computed for a record or a file: a cache for lists and screens that never decides.
drop table retention_status;
create table retention_status (
  subject_kind text not null check (subject_kind in ('record', 'file')),
  subject uuid not null,
  class text,
  state text not null,
  base_state text not null,
  action text not null,
  eligible_on text,
  rule text,
  schedule text,
  version text,
  unit text,
  marks text[] not null default '{}',
  waiting_for text[] not null default '{}',
  held_by text[] not null default '{}',
  transfer_due text,
  erase_by text,
  provisional boolean not null default false,
  -- The sentence in each language, as it was true on the day of computing
  sentences jsonb not null,
  -- What an act line is bound to: a change of rule, version, date, hold or membership changes it
  binding text not null,
  -- First day on which the answer changes by itself; null: never
  changes_on text,
  computed_on text not null,
  computed_at timestamptz not null,
  primary key (subject_kind, subject)
);
create index retention_status_changes on retention_status (changes_on) where changes_on is not null;
create index retention_status_due on retention_status (state, eligible_on);
create index retention_status_class on retention_status (class, state);
create index retention_status_rule on retention_status (schedule, rule);

-- Records that were filed before files had rows of their own.
insert into file (id, class, number, state, opened_on, created_at, created_by)
  select gen_random_uuid(), class, file, 'open', min(created_at)::date::text, min(created_at), 'system'
  from record where class is not null and file is not null group by class, file;
insert into file_member (file, record, added_at, added_by)
  select file.id, record.id, record.created_at, 'system' from record join file on file.class = record.class and file.number = record.file;
insert into task (id, name, subject)
  select gen_random_uuid(), 'compute-retention', id::text from record
  on conflict (name, subject) where state = 'pending' do nothing;
