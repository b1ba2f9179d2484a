-- Deadlines that can be recounted, notices, mail and webhooks. See server/decisions/0027-deadlines-and-notices.md.

-- By which span of its rule the deadline of a card was counted: term, urgent, extension, longest; `chosen`: a person set the day.
-- Uncertain: the count met days for which nobody had entered the days off yet.
alter table card
  add column due_by text not null default 'term' check (due_by in ('term', 'urgent', 'extension', 'longest', 'chosen')),
  add column due_uncertain boolean not null default false,
  -- Papers that the citizen was asked for on this day and until when; the term runs anew when they are there
  add column papers_asked_on text,
  add column papers_until text,
  add column forwarded_on text;
-- Days off by law that are worked all the same: [{from, to, reason}].
alter table working_calendar add column suspended jsonb not null default '[]';
create index card_due_uncertain on card (due_on) where due_uncertain and closed_on is null;
create index card_papers_awaited on card (papers_until) where papers_asked_on is not null and closed_on is null;

-- What goes out by mail: a digest of notices for one person. The Message-ID stays through all tries.
create table mail_out (
  id uuid primary key,
  person text not null,
  address text not null,
  language text not null,
  subject text not null,
  body text not null,
  state text not null check (state in ('queued', 'sent', 'failed', 'bounced')),
  attempts int not null default 0,
  next_try_at timestamptz not null,
  made_at timestamptz not null,
  sent_at timestamptz,
  -- What the other side said last
  answer text
);
create index mail_out_next on mail_out (next_try_at) where state = 'queued';
create index mail_out_made on mail_out (made_at desc, id desc);

-- The mail that took the notice along; null: none did yet. Those of before have none.
alter table notice add column mail uuid references mail_out (id), add column mailed boolean not null default false;
create index notice_to_mail on notice (made_at) where not mailed;
create index notice_of_person on notice (person, made_at desc, id desc);
create index notice_assignment on notice (assignment) where assignment is not null;

-- Runs of the deadline check.
create table deadline_run (
  day text primary key,
  started_at timestamptz not null,
  finished_at timestamptz,
  told int not null default 0
);

-- Addresses of other programs that are told of events, by an administrator's order.
create table webhook (
  id uuid primary key,
  name text not null,
  url text not null,
  events text[] not null,
  secret text not null,
  active boolean not null default true,
  made_by text not null,
  made_at timestamptz not null
);
create table webhook_call (
  id uuid primary key,
  webhook uuid not null references webhook (id) on delete cascade,
  event text not null,
  body jsonb not null,
  state text not null check (state in ('queued', 'delivered', 'failed')),
  attempts int not null default 0,
  next_try_at timestamptz not null,
  made_at timestamptz not null,
  done_at timestamptz,
  -- Status code or what went wrong at the last try
  answer text
);
create index webhook_call_next on webhook_call (next_try_at) where state = 'queued';
create index webhook_call_log on webhook_call (webhook, made_at desc, id desc);

-- A stage of a card, or what happened to a task, becomes a call for each program that asked for it, in the same transaction
-- as the fact. Numbers and days, no name and no content.
create function tell_webhooks_of_stage() returns trigger language plpgsql as $$
begin
  insert into webhook_call (id, webhook, event, body, state, next_try_at, made_at)
  select gen_random_uuid(), w.id, 'card.stage',
         jsonb_build_object('card', new.card, 'number', c.number, 'test', c.test, 'stage', new.stage, 'on', new.on_day, 'until', new.until_on, 'at', new.at),
         'queued', new.at, new.at
  from webhook w join card c on c.id = new.card where w.active and 'card.stage' = any (w.events);
  return null;
end $$;
create trigger card_stage_webhooks after insert on card_stage for each row execute function tell_webhooks_of_stage();
create function tell_webhooks_of_task() returns trigger language plpgsql as $$
begin
  insert into webhook_call (id, webhook, event, body, state, next_try_at, made_at)
  select gen_random_uuid(), w.id, 'assignment.changed',
         jsonb_build_object('assignment', new.assignment, 'card', a.card, 'number', c.number, 'test', c.test, 'event', new.event, 'state', a.state, 'due', a.due_on, 'at', new.at),
         'queued', new.at, new.at
  from webhook w join assignment a on a.id = new.assignment join card c on c.id = a.card where w.active and 'assignment.changed' = any (w.events);
  return null;
end $$;
create trigger assignment_event_webhooks after insert on assignment_event for each row execute function tell_webhooks_of_task();
