-- A class that was edited here is no longer overwritten by the start file of the file plan.
alter table class add column edited_at timestamptz;
-- People are found by their name.
create index person_name on person (lower(name));
create index file_member_file on file_member (file) where ended_at is null;
-- The paper of what was scanned before papers were counted apart: it stands somewhere.
insert into paper_copy (id, subject_kind, subject, sheets, state, changed_at, changed_by)
  select id, 'record', id, (select count(*) from record_page where record_page.record = record.id), 'kept', now(), 'system'
  from record where batch is not null
  on conflict do nothing;
