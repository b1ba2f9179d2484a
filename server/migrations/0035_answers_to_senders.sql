-- Whoever sent what was rejected gets an answer by mail. See server/decisions/0035-intake.md.

alter table mail_out
  -- A digest of what a person of the house is told, or the answer to a sender whose letter was rejected
  add column purpose text not null default 'notices' check (purpose in ('notices', 'rejection')),
  -- Message-ID of the letter that it answers
  add column in_reply_to text;
create index mail_out_to_senders on mail_out (address, made_at) where purpose = 'rejection';

alter table intake_item
  -- Message-ID of a letter, with its brackets
  add column message_id text,
  -- Sent by a mailing list or a program: nobody is answered. See RFC 3834.
  add column automatic boolean not null default false,
  -- The one answer that the sender got
  add column answer uuid unique references mail_out (id);

-- An offer for download that the house took back; the row stays, so that nothing offers the record again by itself.
alter table public_download
  add column withdrawn_at timestamptz,
  add column withdrawn_by text;
