-- A page may be seen by several units and by people (`person:<name>`), not by one unit alone. See server/decisions/0033-papers-of-cards.md.
alter table search_page add column units text[] not null default '{}';
update search_page set units = array[unit] where unit is not null;
alter table search_page drop column unit;
