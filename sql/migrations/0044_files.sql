-- Files of the Files API, which later requests refer to by their ids.

-- vision, user_data: images for edits. batch: the requests of a batch. batch_output: its results.
create type file_purpose as enum ('vision', 'user_data', 'batch', 'batch_output');

-- Files that customers upload, and results of batches.
create table files (
  -- Ordered by time, so that a list continues after an id.
  id uuid primary key,
  account_id uuid not null references accounts (id),
  purpose file_purpose not null,
  filename text not null,
  content_type text not null,
  size_bytes bigint not null,
  -- Null: the content is written from the rows of the batch when it is read.
  storage_key text,
  created_at timestamptz not null,
  -- Null until the object is in the storage. Such a file is not visible.
  stored_at timestamptz,
  -- Null: kept until it is deleted or the account is closed.
  expires_at timestamptz,
  constraint files_storage_key unique (storage_key),
  constraint files_size check (size_bytes >= 0),
  constraint files_have_an_object check ((storage_key is null) = (purpose = 'batch_output')),
  constraint files_unstored_expire check (stored_at is not null or expires_at is not null)
);

create index files_account on files (account_id, id);
create index files_expiry on files (expires_at) where expires_at is not null;

alter table orphan_scans drop constraint orphan_scans_folder;
alter table orphan_scans add constraint orphan_scans_folder
  check (folder in ('generations', 'inputs', 'uploads', 'partials', 'files'));
