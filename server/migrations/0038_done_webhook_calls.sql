-- Calls that were delivered or given up go after some months: found by the day on which they ended.
create index webhook_call_done on webhook_call (done_at) where done_at is not null;
