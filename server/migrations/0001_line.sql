-- Audit: append-only, chained by hash. Nobody updates or deletes, whatever the role.
create table audit_event (
  seq bigint primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  object text not null,
  details jsonb not null,
  details_salt text not null,
  details_hash text not null,
  prev_hash text not null,
  leaf_hash text not null
);
create index audit_event_object on audit_event (object, seq);
create function audit_event_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit_event is append-only';
end $$;
create trigger audit_event_no_change before update or delete on audit_event
  for each row execute function audit_event_is_append_only();
create trigger audit_event_no_truncate before truncate on audit_event
  for each statement execute function audit_event_is_append_only();

-- Work to be done: the truth behind the jobs port. One row a task, written in the transaction that caused it.
create table task (
  id uuid primary key,
  name text not null,
  subject text not null,
  state text not null default 'pending' check (state in ('pending', 'done', 'failed')),
  attempts int not null default 0,
  run_after timestamptz not null default now(),
  error_code text,
  error_detail text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
create unique index task_open on task (name, subject) where state = 'pending';
create index task_due on task (run_after) where state = 'pending';

-- Identity
create table user_account (
  id uuid primary key,
  name text not null unique,
  password_hash text not null,
  must_change_password boolean not null default false,
  roles text[] not null,
  units text[] not null default '{}',
  active boolean not null default true,
  created_at timestamptz not null default now()
);
create table session (
  token_hash text primary key,
  user_id uuid not null references user_account (id),
  created_at timestamptz not null,
  last_seen_at timestamptz not null
);
create index session_of_user on session (user_id);
create table api_token (
  id uuid primary key,
  token_hash text not null unique,
  user_id uuid not null references user_account (id),
  created_at timestamptz not null
);
create table agent_code (
  code_hash text primary key,
  expires_at timestamptz not null,
  used_at timestamptz,
  issued_by text not null
);
create table agent (
  id uuid primary key,
  name text not null,
  role text not null check (role in ('station', 'recogniser')),
  public_key text not null,
  active boolean not null default true,
  enrolled_at timestamptz not null
);

-- File plan in its simple form
create table class (
  code text primary key,
  title jsonb not null,
  unit text,
  whole_house boolean not null default false
);

-- Capture
create table cover (
  id text primary key,
  class text references class (code),
  file text,
  sheets int,
  record_date text,
  language text,
  issued_at timestamptz not null,
  issued_by text not null,
  used_by uuid
);
create table batch (
  id uuid primary key,
  station uuid references agent (id),
  state text not null check (state in ('open', 'closing', 'exceptions', 'closed')),
  source text,
  opened_at timestamptz not null,
  received_at timestamptz,
  closed_at timestamptz,
  fed int,
  feed_seconds double precision not null default 0,
  rejected jsonb not null default '[]',
  exceptions jsonb not null default '[]'
);
create index batch_opened on batch (opened_at desc);
create table batch_image (
  batch uuid not null references batch (id),
  image int not null,
  sha512 text not null,
  bytes bigint not null,
  media_type text not null,
  name text not null,
  width_px int not null,
  height_px int not null,
  dpi double precision,
  marks jsonb not null,
  fate text not null default 'received',
  record uuid,
  received_at timestamptz not null,
  released_at timestamptz,
  primary key (batch, image)
);
create index batch_image_record on batch_image (record) where record is not null;
-- What the split decided: one row a record, made before the record itself
create table planned_record (
  id uuid primary key,
  batch uuid not null references batch (id),
  -- The image that begins it: its cover, or its first page where there is no cover
  first_image int not null,
  cover text,
  class text,
  file text,
  record_date text,
  planned_at timestamptz not null,
  unique (batch, first_image)
);
create table batch_decision (
  id uuid primary key,
  batch uuid not null references batch (id),
  decision jsonb not null,
  decided_by text not null,
  decided_at timestamptz not null
);

-- Records
create table record (
  id uuid primary key,
  title text not null,
  class text references class (code),
  file text,
  record_date text,
  source text,
  cover text,
  batch uuid references batch (id),
  unit text,
  whole_house boolean not null default false,
  language text,
  state text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  searchable_at timestamptz
);
create index record_batch on record (batch) where batch is not null;
create index record_file on record (class, file);
create table record_page (
  id uuid primary key,
  record uuid not null references record (id),
  page int not null,
  batch_image int,
  content_path text,
  sha512 text,
  media_type text,
  dpi double precision,
  turn int not null default 0,
  width_px int,
  height_px int,
  language text,
  confidence double precision,
  text text not null default '',
  words jsonb not null default '[]',
  read_by jsonb,
  unique (record, page)
);
create table record_rendition (
  record uuid not null references record (id),
  name text not null,
  path text not null,
  media_type text not null,
  bytes bigint not null,
  sha512 text not null,
  primary key (record, name, path)
);
create index record_rendition_sha512 on record_rendition (sha512) where name = 'original';
create table record_event (
  id uuid primary key,
  record uuid not null references record (id),
  event text not null,
  date text not null,
  evidence text,
  recorded_by text not null,
  recorded_at timestamptz not null,
  retracted_at timestamptz
);
create index record_event_record on record_event (record);

-- Recognition: the queue of pages
create table recognition_page (
  page uuid primary key references record_page (id),
  record uuid not null references record (id),
  state text not null check (state in ('waiting', 'leased', 'done', 'failed')),
  station uuid,
  lease uuid,
  lease_until timestamptz,
  not_before timestamptz not null default now(),
  attempts int not null default 0,
  error_code text,
  error_detail text
);
create index recognition_page_due on recognition_page (not_before, page) where state in ('waiting', 'leased');
create index recognition_page_record on recognition_page (record);

-- Retention: the answer as last computed; the rules decide again before anything is destroyed
create table retention_status (
  record uuid primary key references record (id),
  state text not null,
  eligible_on text,
  rule text,
  schedule text,
  version text,
  answer jsonb not null,
  computed_at timestamptz not null
);
create index retention_status_due on retention_status (eligible_on) where eligible_on is not null;
