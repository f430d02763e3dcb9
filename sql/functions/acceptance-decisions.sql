-- Decisions on requests for generations: replays and reasons for a rejection. They change nothing.

-- Decides on requests: for each account in their order, as if the accepted ones before it had been inserted.
-- p_account_ids are the accounts whose lock the caller holds; requests of other accounts are not decided.
create or replace function decide_acceptances(
  p_requests generation_request[],
  p_account_ids uuid[],
  p_as_of timestamptz
) returns setof acceptance
  language plpgsql
  as $$
  declare
    request record;
    decision acceptance;
    account_id uuid;
    -- Of the requests of the account that are accepted here: their cost, their API keys, the dialects in
    -- which the account has a limit, and by what they can be replayed.
    spent integer;
    key_ids uuid[];
    limited_dialects text[];
    replay_keys text[];
    replay_ids uuid[];
    replay_fingerprints bytea[];
    twin integer;
  begin
    for request in
      select
        f.*,
        o.dialect as limited_dialect, o.running_limit as account_running_limit,
        o.running as account_running
      from list_acceptance_facts(p_requests, p_account_ids, p_as_of) f
        left join list_account_running(p_requests) o on o.item_position = f.item_position
      order by f.account_id, f.item_position
    loop
      if request.account_id is distinct from account_id then
        account_id := request.account_id;
        spent := 0;
        key_ids := '{}';
        limited_dialects := '{}';
        replay_keys := '{}';
        replay_ids := '{}';
        replay_fingerprints := '{}';
      end if;
      twin := array_position(replay_keys, request.replayed_by);
      decision.item_position := request.item_position;
      decision.generation_id := coalesce(request.accepted_id, request.replay_id, replay_ids[twin]);
      decision.unit_credits := coalesce(request.accepted_unit_credits, request.unit_credits);
      decision.cost_credits := decision.unit_credits * request.n;
      decision.spendable_before := request.spendable - spent;
      decision.created_at := coalesce(request.accepted_at, p_as_of);
      decision.outcome := case
        when not request.is_locked then 'account_locked'
        when request.accepted_id is not null then 'accepted'
        when decision.generation_id is null then coalesce(
          find_rejection(
            p_is_disabled => request.is_disabled,
            p_cost => decision.cost_credits,
            p_running_limit => least(
              request.running_limit
                - request.running - cardinality(array_positions(key_ids, request.key_id)),
              request.account_running_limit
                - request.account_running
                - cardinality(array_positions(limited_dialects, request.limited_dialect))
            )::integer,
            p_running => 0,
            p_monthly_cap => request.monthly_cap,
            p_month_spend => request.month_spend + spent,
            p_spendable => decision.spendable_before
          ),
          'accepted'
        )
        when coalesce(request.is_same_content, replay_fingerprints[twin] = request.fingerprint)
          then 'replayed'
        else 'idempotency_mismatch'
      end;
      decision.is_new := decision.outcome = 'accepted' and request.accepted_id is null;
      decision.emits_credits_low := decision.is_new
        and request.credits_low_at <= decision.spendable_before
        and request.credits_low_at > decision.spendable_before - decision.cost_credits;
      if decision.is_new then
        decision.generation_id := request.id;
        spent := spent + decision.cost_credits;
        key_ids := key_ids || request.key_id;
        limited_dialects := limited_dialects || request.limited_dialect;
        replay_keys := replay_keys || request.replay_keys;
        replay_ids := replay_ids || array_fill(request.id, array[cardinality(request.replay_keys)]);
        replay_fingerprints := replay_fingerprints
          || array_fill(request.fingerprint, array[cardinality(request.replay_keys)]);
      end if;
      return next decision;
    end loop;
  end
  $$;

-- Returns what the decisions on requests depend on, by account and in the order of the requests.
create or replace function list_acceptance_facts(
  p_requests generation_request[],
  p_account_ids uuid[],
  p_as_of timestamptz
) returns table (
  item_position integer,
  id uuid,
  account_id uuid,
  key_id uuid,
  n smallint,
  fingerprint bytea,
  running_limit integer,
  -- By what an earlier request in the same call can be the original of this one, and this one of a later.
  replayed_by text,
  replay_keys text[],
  is_locked boolean,
  is_disabled boolean,
  monthly_cap integer,
  month_spend integer,
  credits_low_at integer,
  spendable integer,
  running bigint,
  unit_credits integer,
  -- Of the generation that an earlier call has inserted for this request.
  accepted_id uuid,
  accepted_unit_credits integer,
  accepted_at timestamptz,
  replay_id uuid,
  is_same_content boolean
)
  language sql stable
  as $$
    with account as materialized (
      select * from list_account_facts(p_account_ids, p_as_of)
    ), live as materialized (
      select account_id, key_id, count_live_generations(account_id, key_id) as running
      from (
        select distinct account_id, key_id
        from unnest(p_requests)
        where running_limit is not null
      ) limited
    )
    select
      (r.ordinality - 1)::integer, r.id, r.account_id, r.key_id, r.n, r.fingerprint, r.running_limit,
      case
        when r.idempotency_key is not null then key.by_idempotency_key
        when r.is_retry then key.by_content
      end,
      array_remove(
        array[key.by_idempotency_key, case when r.is_retry is not null then key.by_content end], null
      ),
      a.id is not null, a.is_disabled, a.monthly_cap, a.month_spend, a.credits_low_at, a.spendable,
      live.running, price.credits, accepted.id, accepted.unit_credits, accepted.created_at,
      replay.generation_id, replay.is_same_content
    from unnest(p_requests) with ordinality r
      cross join lateral (
        select
          'key:' || r.dialect || ':' || r.route || ':' || r.idempotency_key as by_idempotency_key,
          'content:' || r.key_id || ':' || r.fingerprint::text as by_content
      ) key
      left join account a on a.id = r.account_id
      left join live on live.account_id = r.account_id and live.key_id is not distinct from r.key_id
      left join lateral (
        select g.id, g.account_id, g.unit_credits, g.created_at
        from generations g
        where g.id = r.id
        limit 1
      ) accepted on accepted.account_id = r.account_id
      left join lateral list_price(r.dialect, r.model, r.tier, r.quality) price on true
      left join lateral find_replay(
        p_account_id => r.account_id,
        p_key_id => r.key_id,
        p_dialect => r.dialect,
        p_route => r.route,
        p_idempotency_key => r.idempotency_key,
        p_fingerprint => r.fingerprint,
        p_is_retry => r.is_retry,
        p_as_of => p_as_of
      ) replay on true
    order by r.account_id, r.ordinality
  $$;

-- Returns what the decisions on the requests of accounts depend on.
create or replace function list_account_facts(p_account_ids uuid[], p_as_of timestamptz) returns table (
  id uuid,
  is_disabled boolean,
  monthly_cap integer,
  month_spend integer,
  -- Null if credits.low was emitted since the last grant.
  credits_low_at integer,
  spendable integer
)
  language sql stable
  as $$
    select
      a.id, a.disabled_at is not null, p.monthly_credit_cap,
      case when a.spend_month = month_start(p_as_of) then a.month_spend else 0 end,
      case when a.credits_low_notified_at is null then a.credits_low_at end,
      (select coalesce(sum(remaining), 0)::integer from list_spendable_grants(a.id, p_as_of))
    from accounts a
      join plans p on p.id = a.plan_id
    where a.id = any (p_account_ids)
  $$;

-- Returns the first reason to reject a request, in order of precedence, or null if it can be accepted. A
-- null limit or cap rejects nothing.
create or replace function find_rejection(
  p_is_disabled boolean,
  p_cost integer,
  p_running_limit integer,
  p_running bigint,
  p_monthly_cap integer,
  p_month_spend integer,
  p_spendable integer
) returns acceptance_outcome
  language sql immutable
  as $$
    select case
      when p_is_disabled then 'account_disabled'::acceptance_outcome
      when p_cost is null then 'no_price'
      when p_running_limit <= p_running then 'concurrency_limited'
      when p_monthly_cap < p_month_spend + p_cost then 'monthly_cap_reached'
      when p_spendable < p_cost then 'insufficient_credits'
    end
  $$;
