-- A batch opened by hand: for a cover that a person scanned ahead of its pages. See server/decisions/0012-batches-opened-by-hand.md.
alter table batch
  add column opened_for text references cover (id),
  -- When the station began to feed it; null while it waits for its pages
  add column taken_at timestamptz;
-- One at a time waits at a station: the next pile goes into it
create unique index batch_waiting on batch (station) where state = 'open' and opened_for is not null and taken_at is null;
create index batch_opened_for on batch (opened_for) where opened_for is not null;

-- The last code that a reader gave and that opens nothing, one a station, for the capture screen
create table refused_code (
  station uuid primary key references agent (id),
  code text not null,
  reason text not null,
  detail text not null,
  refused_at timestamptz not null
);
