-- Annexes of drafts, which lie in the upload area until the archive has them; visas that do not agree and are overruled.

-- For what a file is kept that belongs to no case yet: the draft that it is an annex of. Such a file is never idle.
alter table upload add column held_by uuid references draft (id) on delete set null;
drop index upload_idle;
create index upload_idle on upload (touched_at) where card is null and held_by is null;
create index upload_held on upload (held_by) where held_by is not null;
create index upload_held_record on upload (record) where held_by is not null;

-- What goes with a version, in order: [{"id": upload, "name", "bytes", "sha512", "pages"}]. Part of its checksum, and kept like its text.
alter table draft_version add column annexes jsonb not null default '[]';

-- Who approves passes over somebody who does not agree, and says why.
alter table visa
  add column overruled_at timestamptz,
  add column overruled_by text,
  add column overruled_for text,
  add column overrule_reason text,
  add check ((overruled_at is null) = (overrule_reason is null) and (overruled_at is null) = (overruled_by is null)),
  add check (overruled_at is null or decision = 'not-agreed');

create or replace function keep_visa() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if exists (select 1 from draft where id = old.draft) then raise exception 'a visa cannot be deleted'; end if;
    return old;
  end if;
  if (new.draft, new.version, new.sha512, new.person) is distinct from (old.draft, old.version, old.sha512, old.person)
     or (old.decided_at is not null and (new.decided_at, new.decided_by, new.decision, new.remarks) is distinct from (old.decided_at, old.decided_by, old.decision, old.remarks))
     or (old.overruled_at is not null and (new.overruled_at, new.overruled_by, new.overruled_for, new.overrule_reason) is distinct from (old.overruled_at, old.overruled_by, old.overruled_for, old.overrule_reason))
     then raise exception 'a visa cannot be changed'; end if;
  return new;
end $$;

-- An annex that was approved with its version is never exchanged for another paper either.
create or replace function keep_issued_paper() returns trigger language plpgsql as $$
begin
  if new.replaced_by is not null and (exists (select 1 from draft where old.record in (result_record, sheet_record)) or exists (select 1 from upload where record = old.record and held_by is not null))
     then raise exception 'this paper was approved as it is and cannot be replaced'; end if;
  return new;
end $$;
