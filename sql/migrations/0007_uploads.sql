-- A picture that a customer puts into our storage before the request that uses it.

create table uploads (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  -- Where the customer puts it; anybody with the signed address can write there until it expires.
  storage_key text not null,
  filename text not null,
  content_type text not null,
  size_bytes integer not null,
  -- The verified copy that generations use, out of the customer's reach, and what it was made of.
  claimed jsonb,
  source_digest bytea,
  created_at timestamptz not null,
  -- A day after its creation, and two after each use, so that a request can be repeated that long.
  expires_at timestamptz not null,
  -- Set where a generation was accepted with it: its copy then belongs to that generation.
  used_at timestamptz,
  constraint uploads_storage_key unique (storage_key),
  constraint uploads_size check (size_bytes between 1 and 10485760),
  constraint uploads_type check (content_type in ('image/png', 'image/jpeg', 'image/webp')),
  constraint uploads_claimed_with_source check ((claimed is null) = (source_digest is null)),
  constraint uploads_used_are_claimed check (used_at is null or claimed is not null)
);

create index uploads_expiry on uploads (expires_at);
