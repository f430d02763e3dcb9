-- Input images that a customer uploads before the request that uses them.

create table uploads (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  -- The customer's object. Any holder of the signed URL can write it until the upload expires.
  storage_key text not null,
  filename text not null,
  content_type text not null,
  size_bytes integer not null,
  -- The verified copy that generations use, which the customer cannot write, and the digest of its source.
  claimed jsonb,
  source_digest bytea,
  created_at timestamptz not null,
  -- One day after creation, extended to two days after each use, so that a request can be repeated.
  expires_at timestamptz not null,
  -- Set when a generation was accepted with the upload, which then owns the copy.
  used_at timestamptz,
  constraint uploads_storage_key unique (storage_key),
  constraint uploads_size check (size_bytes between 1 and 10485760),
  constraint uploads_type check (content_type in ('image/png', 'image/jpeg', 'image/webp')),
  constraint uploads_claimed_with_source check ((claimed is null) = (source_digest is null)),
  constraint uploads_used_are_claimed check (used_at is null or claimed is not null)
);

create index uploads_account on uploads (account_id);
create index uploads_expiry on uploads (expires_at);
-- Finds the upload whose copy a generation uses.
create index uploads_copy on uploads (account_id, (claimed ->> 'storageKey')) where claimed is not null;
