-- Checks of a request before it is accepted.

-- Returns what accept_generations_2 would return now for a request with this id: the generation of an
-- earlier request, or the reason for a rejection. No row if a new generation would be accepted. The account
-- is locked only if the request may take over the response of another one. A take-over is recorded, because
-- the caller does not accept the request afterwards.
create or replace function check_request(
  p_id uuid,
  p_account_id uuid,
  p_key_id uuid,
  p_running_limit integer,
  p_dialect text,
  p_route text,
  p_model text,
  p_n smallint,
  p_tier text,
  p_quality text,
  p_idempotency_key text,
  p_fingerprint bytea,
  p_is_retry boolean
) returns setof acceptance
  language plpgsql
  as $$
  declare
    request generation_request;
    as_of timestamptz := clock();
    decision acceptance;
  begin
    request.id := p_id;
    request.account_id := p_account_id;
    request.key_id := p_key_id;
    request.running_limit := p_running_limit;
    request.dialect := p_dialect;
    request.route := p_route;
    request.model := p_model;
    request.n := p_n;
    request.tier := p_tier;
    request.quality := p_quality;
    request.idempotency_key := p_idempotency_key;
    request.fingerprint := p_fingerprint;
    request.is_retry := p_is_retry;
    decision := decide_acceptance(describe_request(request, array[p_account_id], as_of), as_of);
    if decision.outcome <> 'accepted' then
      return next decision;
    end if;
  end
  $$;

-- The check of the previous release, which takes over no generation.
create or replace function check_acceptance(
  p_account_id uuid,
  p_key_id uuid,
  p_running_limit integer,
  p_dialect text,
  p_route text,
  p_model text,
  p_n smallint,
  p_tier text,
  p_quality text,
  p_idempotency_key text,
  p_fingerprint bytea,
  p_is_retry boolean
) returns setof acceptance
  language sql
  as $$
    select *
    from check_request(
      p_id => null,
      p_account_id => p_account_id,
      p_key_id => p_key_id,
      p_running_limit => p_running_limit,
      p_dialect => p_dialect,
      p_route => p_route,
      p_model => p_model,
      p_n => p_n,
      p_tier => p_tier,
      p_quality => p_quality,
      p_idempotency_key => p_idempotency_key,
      p_fingerprint => p_fingerprint,
      p_is_retry => p_is_retry
    )
  $$;

-- Returns why every request of this caller would be rejected now, even one with the lowest price. No row if
-- a request may be accepted, or may replay an earlier one.
create or replace function refuse_before_body(
  p_account_id uuid,
  p_key_id uuid,
  p_running_limit integer,
  p_dialect text,
  p_idempotency_key text,
  p_is_retry boolean
) returns table (outcome acceptance_outcome, cost_credits integer)
  language plpgsql stable
  as $$
  begin
    if exists (
      select 1
      from idempotency_keys k
      where k.account_id = p_account_id and k.dialect = p_dialect and k.key = p_idempotency_key
    ) or (p_is_retry and exists (select 1 from recent_requests r where r.key_id = p_key_id))
      or (p_idempotency_key is null and has_interruption(p_key_id, clock())) then
      return;
    end if;
    select min(credits) into cost_credits from prices where dialect in (p_dialect, '*');
    if cost_credits is null then
      return;
    end if;
    outcome := (
      select find_rejection(
        p_is_disabled => a.is_disabled,
        p_is_suspended => a.is_suspended,
        p_cost => cost_credits,
        p_slots => case
          when p_running_limit is not null
            then p_running_limit - count_live_generations(p_account_id, p_key_id)
        end,
        p_month_credits => a.month_credits,
        p_spendable => a.spendable
      )
      from list_account_facts(array[p_account_id], clock()) a
    );
    if outcome is null and cost_credits > (
      select credits from list_key_budgets(array[p_key_id], clock())
    ) then
      outcome := 'key_budget_reached';
    end if;
    if outcome is not null then
      return next;
    end if;
  end
  $$;

-- Returns the generation that an earlier request with the same content created: by idempotency key or, for a
-- client that marks its retries, by content until 15 minutes after the generation has finished.
create or replace function find_replay(
  p_account_id uuid,
  p_key_id uuid,
  p_dialect text,
  p_route text,
  p_idempotency_key text,
  p_fingerprint bytea,
  p_is_retry boolean,
  p_as_of timestamptz
) returns table (generation_id uuid, is_same_content boolean)
  language sql stable
  as $$
    select k.generation_id, k.fingerprint = p_fingerprint
    from idempotency_keys k
    where k.account_id = p_account_id
      and k.dialect = p_dialect
      and k.route = p_route
      and k.key = p_idempotency_key
    union all
    select r.generation_id, true
    from recent_requests r
    where p_idempotency_key is null
      and p_is_retry
      and r.key_id = p_key_id
      and r.fingerprint = p_fingerprint
      and (
        r.created_at > p_as_of - interval '15 minutes'
        or (
          -- Not "exists", for which a plan may read all generations.
          select coalesce(g.finished_at, p_as_of) > p_as_of - interval '15 minutes'
          from generations g
          where g.id = r.generation_id
        )
      )
    limit 1
  $$;

-- Returns whether a key has been revoked. False for null.
create or replace function is_key_revoked(p_key_id uuid) returns boolean
  language plpgsql stable
  as $$
  begin
    return exists (select 1 from keys where id = p_key_id and revoked_at is not null);
  end
  $$;

-- Returns how many generations are live that count against the limit of a key, or of an account without a
-- key. Those of keys of the same dialect that were revoked in the last day count too, so that a new key does
-- not reset the limit.
create or replace function count_live_generations(p_account_id uuid, p_key_id uuid) returns bigint
  language plpgsql stable
  as $$
  begin
    if p_key_id is not null then
      return (
        select count(*)
        from generations
        where key_id = p_key_id and finished_at is null
      ) + (
        select count(*)
        from keys own
          join keys k on k.account_id = own.account_id and k.dialect = own.dialect and k.id <> own.id
          join generations g on g.key_id = k.id and g.finished_at is null
        where own.id = p_key_id and k.revoked_at > clock() - interval '1 day'
      );
    end if;
    return (
      select count(*)
      from generations
      where account_id = p_account_id and key_id is null and finished_at is null
    );
  end
  $$;

-- Returns for each request the account's limit of running generations in a dialect, and how many are live.
-- No row without a limit.
create or replace function list_account_running(p_requests generation_request[]) returns table (
  item_position integer,
  dialect text,
  running_limit integer,
  running bigint
)
  language sql stable
  as $$
    with request as (
      select (r.ordinality - 1)::integer as item_position, r.account_id, r.dialect
      from unnest(p_requests) with ordinality r
    ), limited as materialized (
      select r.account_id, r.dialect, l.running_limit, l.running
      from (select distinct account_id, dialect from request) r
        cross join lateral find_account_running(r.account_id, r.dialect) l
    )
    select r.item_position, r.dialect, l.running_limit, l.running
    from request r
      join limited l on l.account_id = r.account_id and l.dialect = r.dialect
  $$;

-- Returns the account's limit of running generations in a dialect, and how many are live. No row without a
-- limit.
create or replace function find_account_running(p_account_id uuid, p_dialect text)
  returns table (running_limit integer, running bigint)
  language sql stable
  as $$
    select
      p.account_running_limit,
      (
        select count(*)
        from generations g
        where g.account_id = p_account_id and g.dialect = p_dialect and g.finished_at is null
      )
    from accounts a
      join plan_access p on p.plan_id = a.plan_id and p.dialect = p_dialect
    where a.id = p_account_id and p.account_running_limit is not null
  $$;
