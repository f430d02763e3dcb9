-- What the key of a batch may do. The requests of batches are counted in a window of the account of their
-- own, so that a long batch does not use up the requests that its customer sends.

-- Returns whether a key may still generate images in a batch, and how many requests of batches its account
-- may have per hour: the lowest limit of key, plan and account, or null.
create or replace function find_batch_key(p_key_id uuid)
  returns table (account_id uuid, may_generate boolean, hourly_limit integer)
  language sql stable
  as $$
    select
      k.account_id,
      k.revoked_at is null
        and coalesce(k.expires_at > clock(), true)
        and a.disabled_at is null
        and 'generate' = any (k.scopes)
        and coalesce(own.allowed, true)
        and coalesce(asked.allowed, true),
      least(
        k.requests_per_hour, own.requests_per_hour, asked.requests_per_hour, own.account_requests_per_hour
      )
    from keys k
      join accounts a on a.id = k.account_id
      left join plan_access own on own.plan_id = a.plan_id and own.dialect = k.dialect
      left join plan_access asked on asked.plan_id = a.plan_id and asked.dialect = 'openai'
    where k.id = p_key_id
  $$;

-- Counts at most p_count requests of batches of the account of a key with a limit. Returns how many fit.
create or replace function take_batch_requests(p_key_id uuid, p_count integer) returns integer
  language sql
  as $$
    select count(*) filter (where r.is_admitted)::integer
    from consume_request_limits(
      array(
        select
          row(
            number, p_key_id, k.account_id, 'batch', 'active', true, null, null, false, k.hourly_limit
          )::authenticated_key
        from find_batch_key(p_key_id) k
          cross join generate_series(1, p_count) g (number)
        where k.hourly_limit is not null
      ),
      clock()
    ) r
  $$;
