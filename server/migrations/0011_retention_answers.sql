-- Earlier answers, so that each can be repeated; the nightly run; which rules the kept answers rest on.

-- Each version of a schedule that an answer ever rested on, in the form in which the engine read it, under the hash of that form.
create table retention_rules (
  hash text primary key,
  schedule text not null,
  version text,
  rules jsonb not null,
  kept_at timestamptz not null
);

-- An answer at each change of its state or of what an act line is bound to: the day, the facts, the versions, and the answer itself.
create table retention_answer (
  id bigint generated always as identity primary key,
  subject_kind text not null check (subject_kind in ('record', 'file')),
  subject uuid not null,
  computed_on text not null,
  computed_at timestamptz not null,
  binding text not null,
  -- One set of facts for each duty, the first with holds and decisions
  facts jsonb not null,
  -- [{"schedule", "version", "hash"}], the hash as in retention_rules
  versions jsonb not null,
  answer jsonb not null
);
create index retention_answer_subject on retention_answer (subject_kind, subject, id);

-- Each nightly run, the refused ones too. The order of the numbers is the order of the runs, whatever the clock said.
create table retention_run (
  id bigint generated always as identity primary key,
  run_on text not null,
  state text not null check (state in ('running', 'done', 'refused')),
  -- Of a refused one: before-last-run or too-far-ahead, and the day of the last run
  reason text,
  last_run_on text,
  -- Who said that the clock is right
  confirmed_by text,
  answers int not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz
);

-- The versions on which the kept answers rest: [hash, …]; one row.
create table retention_in_force (
  one boolean primary key default true check (one),
  hashes jsonb not null,
  noted_at timestamptz not null
);
