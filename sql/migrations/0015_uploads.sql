-- Input images that a customer uploads before the request that uses them.

-- The image types that can be uploaded.
create type upload_content_type as enum ('image/png', 'image/jpeg', 'image/webp');

-- Files that customers upload through signed URLs.
create table uploads (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  -- The customer's object. Any holder of the signed URL can write it until the upload expires.
  storage_key text not null,
  filename text not null,
  content_type upload_content_type not null,
  size_bytes integer not null,
  -- The verified copy that generations use, which the customer cannot write. Null until the first use.
  copy_key text,
  copy_content_type upload_content_type,
  copy_width integer,
  copy_height integer,
  copy_size_bytes integer,
  -- SHA-256 of the copy, and of the uploaded file from which it was made.
  copy_digest bytea,
  source_digest bytea,
  created_at timestamptz not null,
  -- One day after creation, extended to two days after each use, so that a request can be repeated.
  expires_at timestamptz not null,
  -- Set when a generation was accepted with the upload, which then owns the copy.
  used_at timestamptz,
  constraint uploads_storage_key unique (storage_key),
  constraint uploads_size check (size_bytes between 1 and 10485760),
  constraint uploads_copy_is_complete check (
    num_nonnulls(
      copy_key, copy_content_type, copy_width, copy_height, copy_size_bytes, copy_digest, source_digest
    ) in (0, 7)
  ),
  constraint uploads_used_have_copy check (used_at is null or copy_key is not null)
);

create index uploads_account on uploads (account_id);
create index uploads_expiry on uploads (expires_at);
-- Finds the upload whose copy a generation uses.
create index uploads_copy on uploads (account_id, copy_key) where copy_key is not null;
