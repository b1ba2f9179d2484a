-- What a line rests on besides the answer, and what must be done before an act may be approved. See server/decisions/0020-acts-until-approved.md.
alter table act_line
  -- Hash of where the subject lies (a record) or of what lies in it (a file), as when it was proposed
  add column membership text not null default '',
  -- What the rules say at the end: destroy, or review (a commission must look); null on acts of transfer
  add column action text,
  -- Who put it on the act: that person approves nothing of it
  add column proposed_by text;

-- One sitting at a time examines an act.
create unique index sitting_open on sitting (act) where closed_at is null;

-- A condition of a schedule (`preconditions`) that is met for a fonds and a year, with the paper that says so.
create table precondition_met (
  id uuid primary key,
  fonds text not null references fonds (number),
  year int not null,
  what text not null,
  document text not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  unique (fonds, year, what)
);

-- Whether the member singled the line out, or voted on all at once.
alter table vote add column single boolean not null default false;
