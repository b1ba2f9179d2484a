-- Versions of schedules that this installation knows, and which of their rules its records managers have compared with the act.

-- A version as it came from a rule file (`file`) or was made here (`made`): the full text, so that every earlier answer can be
-- explained by the words it rested on. A version that has been in use is never changed, only superseded.
create table schedule_version (
  id uuid primary key,
  schedule text not null,
  version text not null,
  origin text not null check (origin in ('file', 'made')),
  -- draft → proposed → approved; or withdrawn. A file is approved by whoever may write the folder.
  state text not null check (state in ('draft', 'proposed', 'approved', 'withdrawn')),
  -- Name of the rule file it came from
  file text,
  yaml text not null,
  -- SHA-256 of the text, in hexadecimal
  sha256 text not null,
  effective_from text,
  -- Legal basis of the change, as its author states it
  basis text not null,
  author text not null,
  -- Everybody who changed the text; none of them approves it
  editors text[] not null default '{}',
  created_at timestamptz not null,
  changed_at timestamptz not null,
  proposed_by text,
  proposed_at timestamptz,
  approved_by text,
  approved_at timestamptz,
  approval_note text,
  -- What simulating this very text on the archive found: {sha256, on, by, at, result}
  simulation jsonb,
  -- When records and files of the classes it touches were sent to be judged again; null: not yet
  reevaluated_at timestamptz,
  check (origin = 'file' or state <> 'approved' or (approved_by is not null and proposed_by is not null and approved_by <> proposed_by and approved_by <> author and approved_by <> all (editors)))
);
create unique index schedule_version_living on schedule_version (schedule, version) where state <> 'withdrawn';

-- A records manager of this installation compared the rule with the act. Taken back, never deleted.
create table rule_confirmation (
  id uuid primary key,
  schedule text not null,
  version text not null,
  rule text not null,
  confirmed_by text not null,
  confirmed_at timestamptz not null,
  note text not null,
  -- The act or page that was compared with, as people find it
  document text,
  retracted_at timestamptz,
  retracted_by text
);
create unique index rule_confirmation_standing on rule_confirmation (schedule, version, rule) where retracted_at is null;
