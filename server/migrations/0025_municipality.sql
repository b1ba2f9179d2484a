-- Organisation of a municipality: positions, orders to reorganise, papers handed over to units that are not switched on.

-- A post of the staff list, by a code that a table of people can name.
create table staff_position (
  code text primary key,
  name jsonb not null,
  unit text references unit (code)
);

alter table unit_succession
  add column reason text not null default '',
  -- How many things of each kind moved on the day
  add column moved jsonb,
  add column withdrawn_by text,
  add column withdrawn_at timestamptz;
-- The work of a unit goes one way.
create unique index unit_succession_open on unit_succession (from_unit) where done_at is null and withdrawn_at is null;

-- A list with which papers go to a unit that does not work on the screen yet.
create table transmittal (
  id uuid primary key,
  number int not null unique,
  unit text not null references unit (code),
  day text not null,
  made_by text not null,
  made_at timestamptz not null,
  -- Who signed for the papers, and when
  received_by text,
  handed_over_on text,
  marked_by text,
  marked_at timestamptz
);
create index transmittal_unit on transmittal (unit, day desc);
create table transmittal_line (
  transmittal uuid not null references transmittal (id),
  line int not null,
  card uuid not null references card (id) on delete cascade,
  unit text not null references unit (code),
  primary key (transmittal, line),
  -- A document goes to a unit on one list
  unique (unit, card)
);
