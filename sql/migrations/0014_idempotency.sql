-- Idempotency: a repeated request returns the generation of the first one.

-- Requests with an Idempotency-Key. The fingerprint rejects another request under the same key.
create table idempotency_keys (
  account_id uuid not null references accounts (id),
  dialect text not null,
  route text not null,
  key text not null,
  fingerprint bytea not null,
  generation_id uuid not null references generations (id),
  created_at timestamptz not null,
  primary key (account_id, dialect, route, key)
);

create index idempotency_keys_created on idempotency_keys (created_at);

-- Recent requests of clients that mark their retries but send no idempotency key.
create table recent_requests (
  key_id uuid not null references keys (id),
  fingerprint bytea not null,
  generation_id uuid not null references generations (id),
  created_at timestamptz not null,
  primary key (key_id, fingerprint)
);

create index recent_requests_created on recent_requests (created_at);
