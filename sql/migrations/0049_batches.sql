-- Batches: files of requests for images that are run with the lowest priority within a day.

-- failed: the input is not valid. validating, in_progress and cancelling are not final.
create type batch_status as enum (
  'validating', 'failed', 'in_progress', 'completed', 'expired', 'cancelling', 'cancelled'
);

-- waiting: not accepted yet. accepted: its generation was accepted. The other two are final.
create type batch_line_state as enum ('waiting', 'accepted', 'completed', 'failed');

-- The decision on a request for a batch.
create type batch_outcome as enum ('created', 'replayed', 'mismatch', 'full');

-- Batches of customers.
create table batches (
  -- Ordered by time, so that a list continues after an id.
  id uuid primary key,
  account_id uuid not null references accounts (id),
  -- Pays for the requests.
  key_id uuid not null references keys (id),
  -- The most unfinished generations of the key when the batch was created. Null: no limit.
  running_limit integer,
  endpoint text not null,
  -- The file may be deleted before the batch has ended.
  input_file_id uuid not null,
  metadata jsonb,
  -- Seconds from the end of the batch to the expiry of its results. Null: the default.
  output_life_seconds integer,
  idempotency_key text,
  -- SHA-256 of the request.
  fingerprint bytea not null,
  status batch_status not null default 'validating',
  -- Reasons why the input is not valid.
  errors jsonb,
  total integer not null default 0,
  completed integer not null default 0,
  failed integer not null default 0,
  -- Where the input continues: the number of the next line and the offset of its first byte.
  next_line integer not null default 1,
  next_offset bigint not null default 0,
  created_at timestamptz not null,
  -- When requests that have not finished are given up.
  expires_at timestamptz not null,
  in_progress_at timestamptz,
  cancelling_at timestamptz,
  finished_at timestamptz,
  -- When the batch and its lines are deleted.
  delete_at timestamptz,
  output_file_id uuid,
  error_file_id uuid,
  constraint batches_end_is_complete check (
    (finished_at is not null) = (status in ('failed', 'completed', 'expired', 'cancelled'))
    and (finished_at is null) = (delete_at is null)
  ),
  constraint batches_counts check (completed >= 0 and failed >= 0 and completed + failed <= total)
);

create index batches_account on batches (account_id, id);
-- Keeps the input of an unfinished batch.
create index batches_input on batches (input_file_id) where finished_at is null;
create unique index batches_output on batches (output_file_id) where output_file_id is not null;
create unique index batches_error on batches (error_file_id) where error_file_id is not null;
create index batches_deletion on batches (delete_at) where delete_at is not null;

-- The requests of batches, in the order of the input. Those that were not read yet have no row.
create table batch_lines (
  batch_id uuid not null references batches (id) on delete cascade,
  line integer not null,
  custom_id text not null,
  -- Where the line is in the input.
  byte_offset bigint not null,
  byte_length integer not null,
  state batch_line_state not null,
  generation_id uuid,
  -- Whether the images are returned as URLs.
  returns_urls boolean,
  -- Of a failed line. Null status: the request was never answered.
  status_code integer,
  error_code text,
  error_message text,
  -- The size of the line in the results.
  size_bytes bigint,
  primary key (batch_id, line),
  constraint batch_lines_size check ((size_bytes is not null) = (state in ('completed', 'failed'))),
  constraint batch_lines_generation check (
    generation_id is not null or state in ('waiting', 'failed')
  )
);

create index batch_lines_open on batch_lines (batch_id, line) where state in ('waiting', 'accepted');
