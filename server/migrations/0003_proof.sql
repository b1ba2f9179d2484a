-- Checkpoints of the audit log: signed heads of its Merkle tree. See server/decisions/0014-proof.md.
create table audit_checkpoint (
  size bigint primary key,
  at timestamptz not null,
  -- The signed note, as it leaves the machine
  note text not null,
  -- Roots of the perfect subtrees, hexadecimal, largest first: where the next checkpoint goes on
  peaks text[] not null
);
create trigger audit_checkpoint_no_change before update or delete on audit_checkpoint
  for each row execute function audit_event_is_append_only();
create trigger audit_checkpoint_no_truncate before truncate on audit_checkpoint
  for each statement execute function audit_event_is_append_only();

-- Bytes that are being imported: who has the row imports, others wait for it; after a kill the same bytes
-- become the same record.
create table import_claim (
  sha512 text primary key,
  record uuid not null unique,
  claimed_at timestamptz not null
);
