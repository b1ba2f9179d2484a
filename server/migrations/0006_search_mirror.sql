-- Elasticsearch beside the search of PostgreSQL. See server/decisions/0009-elasticsearch.md.

-- Indices of ours in Elasticsearch: the one that answers and the one that is being built. `uuid` tells it from another
-- index of the same name (null: not made yet), `mapping` is the form of its pages. No row: nothing there can be trusted.
create table search_mirror (
  name text primary key,
  uuid text,
  mapping text not null,
  state text not null check (state in ('live', 'building'))
);
create unique index search_mirror_state on search_mirror (state);

-- Records whose pages changed and are not yet in Elasticsearch, written with the change. `last_page`: the highest page
-- number of the record that may lie there, so that pages that are gone can be taken out.
create table search_to_send (
  id bigint generated always as identity primary key,
  record uuid not null,
  last_page int not null
);

-- Orders what is sent: a request that was held up on its way never overwrites a later one.
create sequence search_send_version;
