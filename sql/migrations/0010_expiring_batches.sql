-- For the sweep alone. Without "is not null" the planner also took it for an account's balance, and
-- read every open batch of every account: it believes that open batches are as many as spent ones.
drop index credit_grants_expiring;
create index credit_grants_expiring on credit_grants (expires_at)
  where closed_at is null and expires_at is not null;

-- Its parameter has a new name, which `create or replace` cannot give.
drop function if exists expire_credits(integer);
