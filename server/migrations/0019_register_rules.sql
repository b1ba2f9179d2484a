-- Rules of the registers that hold whatever program writes: a number that was given out in earnest stays for ever.

-- A number is on a card, or came from an old book, or is annulled.
alter table entry add constraint entry_on_a_card check (card is not null or source = 'imported' or annulled_at is not null);
alter table register_period add constraint register_period_counts check (first_seq >= 1 and next_seq >= first_seq);

create function keep_entry() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'entry % of a register is never deleted', old.number;
  elsif (new.register, new.period, new.test, new.seq, new.repeat, new.number) is distinct from (old.register, old.period, old.test, old.seq, old.repeat, old.number) then
    raise exception 'entry % of a register keeps its number', old.number;
  elsif old.annulled_at is not null and new.annulled_at is null then
    raise exception 'entry % of a register stays annulled', old.number;
  end if;
  return new;
end $$;
create trigger entry_is_kept before update on entry for each row execute function keep_entry();
-- What was tried out in test mode goes when the house goes live.
create trigger entry_is_not_deleted before delete on entry for each row when (not old.test) execute function keep_entry();

create index register_block_open on register_block (register, period) where reconciled_at is null;
create index card_test on card (id) where test;
