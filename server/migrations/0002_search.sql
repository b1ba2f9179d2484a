-- Search: one row a page, derived from records and rebuilt at will. The words are ours (server/kernel/fold.ts);
-- no text search dictionary of PostgreSQL takes part. See server/decisions/0008-search.md.
create table search_page (
  id bigint generated always as identity primary key,
  record uuid not null,
  page int not null,
  class text,
  unit text,
  whole_house boolean not null,
  language text,
  date_first text,
  date_last text,
  year int,
  -- Folded words with their places, and their stems with the same places: read to rank and to check phrases.
  words tsvector not null,
  forms tsvector not null,
  -- Words, stems and pairs of neighbours without places: never read, only indexed.
  lexemes tsvector not null,
  unique (record, page)
);
-- Out of the row, so that counting and filtering read narrow rows, and not compressed, so that ranking is quick.
alter table search_page alter column words set storage external, alter column forms set storage external;
create index search_page_lexemes on search_page using gin (lexemes);

-- Pages that the index gives for `wanted`; `checked` is what the index alone cannot decide (phrases). The planner
-- does not know what it costs to read words from outside the row and would rather read every page than use the
-- index; here it may not. The statement that calls this applies the rights filter.
create function search_page_ids(wanted tsquery, checked tsquery) returns setof bigint
  language sql stable rows 100 set enable_seqscan = off
  as 'select id from search_page where lexemes @@ wanted and (checked is null or (words || forms) @@ checked)';
