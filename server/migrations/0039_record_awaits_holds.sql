-- Since when the text of a record awaits the holds by query; null: those that are in force have looked at it. It stands in the record,
-- so that who judges the record never sees a hold through whose turn is not yet noted as done.
alter table record add column awaits_holds_since timestamptz;
update record set awaits_holds_since = searchable_at where exists (select from task where name = 'match-holds' and state <> 'done' and subject = record.id::text);
drop index hold_match_open;
