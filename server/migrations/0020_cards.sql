-- Cards: requests that may be repeated, changes of a card, and the indexes of its lists.

-- What a caller asked under a key of its own: repeated on a poor line, it gets the same card.
create table registration_request (
  person text not null,
  key text not null,
  -- SHA-256 of the form
  form text not null,
  card uuid references card (id) on delete cascade,
  made_at timestamptz not null,
  primary key (person, key)
);

-- Lists of cards, the latest first, each narrowed by one thing.
create index card_kind on card (kind, registered_on desc, id desc);
create index card_state on card (state, registered_on desc, id desc);
create index card_flow on card (flow, registered_on desc, id desc);
-- Open documents with a deadline, the soonest first.
drop index card_due;
create index card_due on card (due_on, id) where due_on is not null and closed_on is null;
create index card_subject on card using gin (subject gin_trgm_ops);

-- A register's list, the latest first; numbers from their beginning and by their sequence alone.
drop index entry_day;
create index entry_day on entry (register, entered_on desc, id desc);
create index entry_number_prefix on entry (number_key text_pattern_ops);
create index entry_seq on entry (seq, entered_on desc);
create index card_their_number_prefix on card (their_number_key text_pattern_ops) where their_number_key is not null;

-- Those that went into a correspondent.
create index correspondent_merged on correspondent (merged_into) where merged_into is not null;

-- One code, one correspondent; what was merged keeps its code in the history.
drop index correspondent_code;
create unique index correspondent_code on correspondent (code) where code is not null and merged_into is null;
create index correspondent_code_prefix on correspondent (code text_pattern_ops) where code is not null;
create index correspondent_name on correspondent using gin (name gin_trgm_ops);
alter table correspondent
  add column merged_at timestamptz,
  add column merged_by text;

-- Into which of its registers a unit enters documents that another body of the house passes to it; without a row it
-- shares the one number.
create table entry_register (
  unit text primary key references unit (code),
  register text not null references register (code),
  set_by text not null,
  set_at timestamptz not null
);

-- What happens within one millisecond keeps its order.
alter table card_event add column place bigint generated always as identity;
alter table card_stage add column place bigint generated always as identity;
