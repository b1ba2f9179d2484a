-- Resolutions and tasks: words ready for heads, reading a person's tasks in the order of their deadlines, points of
-- decisions. See server/decisions/0024-registers.md.

-- Words of resolutions kept ready: of one author, of a unit, or of the whole house.
create table resolution_template (
  id uuid primary key,
  author text,
  unit text references unit (code),
  text text not null,
  position int not null default 0,
  made_by text not null,
  made_at timestamptz not null,
  check (author is null or unit is null)
);
create index resolution_template_author on resolution_template (author);

-- Who reported it: the person at the desk, also where he stood in for the executor.
alter table assignment add column executed_by text;
-- A task without a deadline stands after all that have one.
alter table assignment add column due_key text generated always as (coalesce(due_on, '9999-12-31')) stored;
create index assignment_executor_page on assignment (executor, due_key, id) where state in ('open', 'executed');
create index assignment_unit_page on assignment (unit, due_key, id) where state in ('open', 'executed');
create index assignment_controller_page on assignment (controller, due_key, id) where state in ('open', 'executed');
create index assignment_maker_page on assignment (made_by, due_key, id) where state in ('open', 'executed');
create index assignment_parent on assignment (parent) where parent is not null;
create index assignment_resolution on assignment (resolution) where resolution is not null;
-- A point of a decision stands once; one that was cancelled may be put again.
create unique index assignment_point on assignment (card, point) where point is not null and parent is null and state <> 'cancelled';
create index assignment_point_due on assignment (due_key, id) where point is not null and state in ('open', 'executed');
