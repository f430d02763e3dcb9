-- without a transaction

-- Finds the active keys of an account among many that have expired or were revoked.
create index concurrently if not exists keys_unrevoked on keys (account_id, coalesce(expires_at, 'infinity'))
  where revoked_at is null;
