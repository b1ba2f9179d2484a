-- Forms of executed acts on their way to being records, and the handing over to the state archive.
-- See server/decisions/0022-forms-and-transfer.md.

-- What was printed of an executed act, before it is a record: a repetition files the same bytes. They go once it is filed.
create table act_filing (
  act uuid not null references act (id),
  part text not null check (part in ('form', 'certificate')),
  language text not null,
  sha512 text not null,
  content bytea,
  pages jsonb,
  record uuid,
  primary key (act, part)
);

-- The way of an act of transfer after its inventory is approved. Until then the state of the act says where it is.
create table transfer (
  act uuid primary key references act (id),
  -- The archive that takes the files
  archive text not null,
  year_from int not null,
  year_to int not null,
  -- inventory → packaged → transfer-pending (handed over, without a receipt that agrees) → confirmed → ending → ended
  state text not null check (state in ('inventory', 'packaged', 'transfer-pending', 'confirmed', 'ending', 'ended')),
  agreed_on text,
  agreed_document text,
  approved_on text,
  approved_document text,
  packaged_at timestamptz,
  handed_over_on text,
  handed_over_document text,
  receipt_at timestamptz,
  receipt_document text,
  -- Files of the receipt that are not in the package
  receipt_unknown int not null default 0,
  -- First moment at which the local copy may be ended
  not_before timestamptz
);

-- What went into the package, and what the receipt of the archive says of it. `fault`: why it does not agree.
create table transfer_file (
  act uuid not null references act (id),
  path text not null,
  -- Null: a file about the package as a whole
  record uuid,
  sha512 text not null,
  bytes bigint not null,
  received_sha512 text,
  fault text check (fault in ('missing', 'differs')),
  primary key (act, path)
);
create index transfer_file_record on transfer_file (record);
