-- Mail box and scanner folder as sources of the queue, rules that propose a unit, programs that submit. See server/decisions/0035-intake.md.

alter table intake_item
  -- What came twice by the same way is there once
  add column source_key text unique,
  -- Why something of it is not as it was sent: too-large, unreadable, too-many-files, not-a-document
  add column note text check (note in ('too-large', 'unreadable', 'too-many-files', 'not-a-document')),
  -- Name of the rule that proposed the unit; null: the service, the sender, or nobody did
  add column proposed_rule text,
  -- Of what a program submitted
  add column client uuid,
  add column provisional_number text unique,
  add column changed_at timestamptz not null default now();

-- Proposes the unit for what comes; the first rule all of whose conditions hold.
create table routing_rule (
  id uuid primary key,
  position int not null,
  name text not null unique,
  active boolean not null default true,
  -- Conditions; null and empty: any
  kind text,
  words text[] not null default '{}',
  correspondent uuid references correspondent (id) on delete cascade,
  sender text,
  unit text not null references unit (code),
  register text,
  set_kind text,
  saved_by text not null,
  saved_at timestamptz not null
);
create index routing_rule_order on routing_rule (position, id);

-- Another program that submits applications, with a key of its own.
create table inbound_client (
  id uuid primary key,
  name text not null unique,
  key_hash text not null unique,
  scopes text[] not null,
  -- Registered at once where nothing is missing
  auto_accept boolean not null default false,
  register text,
  per_minute int not null check (per_minute between 1 and 6000),
  made_by text not null,
  made_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text
);
alter table intake_item add foreign key (client) references inbound_client (id);
create index intake_item_client on intake_item (client, changed_at, id) where client is not null;
create index intake_item_card on intake_item (card) where card is not null;
-- What was answered under a key of the program, so that a request that is repeated gets the same answer.
create table inbound_request (
  client uuid not null references inbound_client (id),
  key text not null,
  body text not null,
  answer jsonb,
  made_at timestamptz not null,
  primary key (client, key)
);
create sequence inbound_number;

-- What happens to an application changes it for whoever submitted it, and becomes a call for programs that asked for it.
create function application_changed(wanted uuid, told_at timestamptz, told_stage text) returns void language plpgsql as $$
begin
  insert into webhook_call (id, webhook, event, body, state, next_try_at, made_at)
  select gen_random_uuid(), w.id, 'application.changed',
         jsonb_build_object('application', i.id, 'client', b.name, 'provisionalNumber', i.provisional_number, 'state', i.state, 'number', c.number, 'stage', told_stage, 'test', i.test, 'at', told_at),
         'queued', told_at, told_at
  from intake_item i join inbound_client b on b.id = i.client left join card c on c.id = i.card
  join webhook w on w.active and 'application.changed' = any (w.events)
  where i.id = wanted;
end $$;
create function intake_item_changed() returns trigger language plpgsql as $$
begin
  if new.client is not null and new.state is distinct from old.state then
    new.changed_at = greatest(coalesce(new.decided_at, old.changed_at), old.changed_at);
  end if;
  return new;
end $$;
create trigger intake_item_moves before update on intake_item for each row execute function intake_item_changed();
create function intake_item_told() returns trigger language plpgsql as $$
begin
  if new.client is not null and new.state is distinct from old.state then
    perform application_changed(new.id, new.changed_at, null);
  end if;
  return null;
end $$;
create trigger intake_item_webhooks after update on intake_item for each row execute function intake_item_told();
create function card_stage_of_application() returns trigger language plpgsql as $$
declare
  of_item uuid;
begin
  for of_item in update intake_item set changed_at = greatest(new.at, changed_at) where card = new.card and client is not null returning id loop
    perform application_changed(of_item, new.at, new.stage);
  end loop;
  return null;
end $$;
create trigger card_stage_application after insert on card_stage for each row execute function card_stage_of_application();
