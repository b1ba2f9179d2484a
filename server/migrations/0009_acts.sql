-- Appraisal, acts of destruction and of transfer, what was erased, and what stays. See server/decisions/0016-file-plan-and-destruction.md.

-- An expert commission: its members, its chair, how many must be present.
create table commission (
  id uuid primary key,
  title text not null,
  quorum int not null check (quorum >= 1),
  created_at timestamptz not null,
  closed_on text
);
create table commission_member (
  commission uuid not null references commission (id),
  user_name text not null,
  chair boolean not null default false,
  since text not null,
  until text,
  primary key (commission, user_name, since)
);

-- An act: a list of records or files that goes one way together. `destruction` or `transfer` (its inventory is the list).
create table act (
  id uuid primary key,
  kind text not null check (kind in ('destruction', 'transfer')),
  -- Given from the register of acts when it is drawn up: for example 3/2026
  number text not null unique,
  fonds text not null references fonds (number),
  title text not null,
  -- draft → examined (commission) → approved (all approvals) → executing → executed | executed-in-part → filed; or rejected, withdrawn
  state text not null check (state in ('draft', 'examined', 'approved', 'executing', 'executed', 'executed-in-part', 'filed', 'rejected', 'withdrawn')),
  schedule text,
  drawn_on text not null,
  drawn_by text not null,
  drawn_at timestamptz not null,
  -- Hash of the list that was approved; a line that is voided later does not change it
  list_hash text,
  -- First day and moment on which it may be executed
  not_before timestamptz,
  executed_by text,
  executed_at timestamptz,
  -- The record in this archive that holds the signed form, once filed
  filed_as uuid
);
create index act_state on act (state);

create table act_line (
  id uuid primary key,
  act uuid not null references act (id),
  line int not null,
  subject_kind text not null check (subject_kind in ('record', 'file')),
  subject uuid not null,
  -- Which copies it names: the scan, the paper, or both
  carrier text not null check (carrier in ('digital', 'paper', 'both')),
  -- As it stood when it was proposed; what the printed form shows
  class text,
  file_number text,
  title text not null,
  date_first text,
  date_last text,
  volumes int not null default 1,
  sheets int,
  rule text,
  cite text,
  schedule text,
  version text,
  eligible_on text,
  marks text[] not null default '{}',
  -- server/retention/judge-subject.ts; a line whose binding is another now is void
  binding text not null,
  state text not null check (state in ('proposed', 'agreed', 'kept', 'void', 'executing', 'destroyed', 'transferred', 'paper-pending')),
  -- Why it is void or kept: a code, and what it refers to (hold number, version, protocol)
  reason text,
  reason_of text,
  decided_at timestamptz,
  unique (act, line)
);
-- A subject is on one living act at a time.
create unique index act_line_live on act_line (subject_kind, subject) where state in ('proposed', 'agreed', 'executing');
create index act_line_act on act_line (act, line);
create index act_line_subject on act_line (subject_kind, subject);

-- A sitting of the commission on an act, with its protocol; a vote on each line that is not decided together.
create table sitting (
  id uuid primary key,
  commission uuid not null references commission (id),
  act uuid not null references act (id),
  protocol text not null unique,
  held_on text not null,
  present text[] not null,
  opened_by text not null,
  closed_at timestamptz,
  closed_by text
);
create table vote (
  sitting uuid not null references sitting (id),
  line uuid not null references act_line (id),
  user_name text not null,
  -- destroy (or transfer): agree to the act; keep: permanently; extend: until a day
  vote text not null check (vote in ('agree', 'keep', 'extend', 'abstain')),
  until text,
  reason text,
  voted_at timestamptz not null,
  primary key (sitting, line, user_name)
);
create table act_approval (
  act uuid not null references act (id),
  role text not null,
  user_name text not null,
  list_hash text not null,
  document text,
  approved_at timestamptz not null,
  primary key (act, role)
);

-- Decisions of people: to keep longer, or for good. They lengthen, never shorten; they can be taken back.
create table keep_decision (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('record', 'file')),
  subject uuid not null,
  -- null: permanently
  until text,
  basis text not null,
  protocol text,
  -- The rule it was decided under: the subject is not proposed again under the same
  rule text,
  decided_by text not null,
  decided_at timestamptz not null,
  retracted_at timestamptz,
  retracted_by text
);
create index keep_decision_subject on keep_decision (subject_kind, subject) where retracted_at is null;

-- What has been erased, written before the erasing and completed after: it finishes what a crash interrupted, and is replayed
-- after a backup is restored. Never holds words of the record.
create table destruction (
  id uuid primary key,
  act uuid not null references act (id),
  line uuid not null references act_line (id),
  record uuid not null,
  -- Of the original files, before erasing: [{path, sha512, bytes}] without names
  hashes jsonb not null,
  begun_at timestamptz not null,
  -- Each derivative with the moment at which it was found gone: {"store": "…", "index": "…", …}
  gone jsonb not null default '{}',
  erased_at timestamptz,
  -- Last day on which a backup may still hold it; null: not yet known
  backups_until text,
  unique (record)
);
create index destruction_open on destruction (act) where erased_at is null;

-- What stays of a destroyed or transferred record.
create table stub (
  record uuid primary key,
  kind text not null check (kind in ('destroyed', 'transferred')),
  class text,
  unit text,
  whole_house boolean not null default false,
  file_number text,
  date_first text,
  date_last text,
  -- Only where the class says that titles name nobody
  title text,
  hashes jsonb not null,
  act uuid not null references act (id),
  act_number text not null,
  rule text,
  cite text,
  schedule text,
  version text,
  ended_on text not null,
  backups_until text
);
