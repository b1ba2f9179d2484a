-- Tokens have a name by which people know them, and may end by themselves; last uses show what is idle.
alter table api_token
  add column name text not null default '',
  add column made_by text,
  add column expires_at timestamptz,
  add column last_used_at timestamptz;
create index api_token_of_user on api_token (user_id);
alter table agent add column last_seen_at timestamptz;
