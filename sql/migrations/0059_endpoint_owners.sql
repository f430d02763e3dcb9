-- without a transaction

-- Finds all endpoints of an account, also those that were deleted.
create index concurrently if not exists webhook_endpoints_owner on webhook_endpoints (account_id);
