-- A picture that a customer puts into our storage before the request that uses it.

create table uploads (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  -- Where the customer puts it; anybody with the signed address can write there until it expires.
  storage_key text not null,
  filename text not null,
  content_type text not null,
  size_bytes integer not null,
  -- The verified copy that generations use, out of the customer's reach.
  claimed jsonb,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint uploads_storage_key unique (storage_key),
  constraint uploads_size check (size_bytes between 1 and 10485760),
  constraint uploads_type check (content_type in ('image/png', 'image/jpeg', 'image/webp'))
);

create index uploads_expiry on uploads (expires_at);
