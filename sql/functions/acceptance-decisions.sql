-- Decisions on requests for generations: replays and reasons for a rejection. They change only the records
-- of interrupted responses.

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
    request acceptance_facts;
    decision acceptance;
    account_id uuid;
    -- Of the requests of the account that are accepted here: cost, API keys, costs, dialects and replays.
    spent integer;
    key_ids uuid[];
    costs integer[];
    dialects text[];
    replay_keys text[];
    replay_ids uuid[];
    replay_fingerprints bytea[];
    twin integer;
  begin
    for request in select * from list_acceptance_facts(p_requests, p_account_ids, p_as_of) loop
      if request.account_id is distinct from account_id then
        account_id := request.account_id;
        spent := 0;
        key_ids := '{}';
        costs := '{}';
        dialects := '{}';
        replay_keys := '{}';
        replay_ids := '{}';
        replay_fingerprints := '{}';
      end if;
      request.spendable := request.spendable - spent;
      request.month_credits := request.month_credits - spent;
      request.budget_credits := subtract_costs(request.budget_credits, key_ids, costs, request.key_id);
      request.key_slots := request.key_slots - cardinality(array_positions(key_ids, request.key_id));
      request.account_slots := request.account_slots
        - cardinality(array_positions(dialects, request.dialect));
      request := take_over_response(request, p_as_of);
      if request.replay_id is null then
        twin := array_position(replay_keys, request.replayed_by);
        request.replay_id := replay_ids[twin];
        request.is_same_content := replay_fingerprints[twin] = request.fingerprint;
      end if;
      decision := decide_acceptance(request, p_as_of);
      if decision.is_new then
        perform forget_expected_retry(request, p_as_of);
        spent := spent + decision.cost_credits;
        key_ids := key_ids || request.key_id;
        costs := costs || decision.cost_credits;
        dialects := dialects || request.dialect;
        replay_keys := replay_keys || request.replay_keys;
        replay_ids := replay_ids || array_fill(request.id, array[cardinality(request.replay_keys)]);
        replay_fingerprints := replay_fingerprints
          || array_fill(request.fingerprint, array[cardinality(request.replay_keys)]);
      end if;
      return next decision;
    end loop;
  end
  $$;

-- Returns credits without the costs of the requests of a key. Null for null.
create or replace function subtract_costs(
  p_credits integer,
  p_key_ids uuid[],
  p_costs integer[],
  p_key_id uuid
) returns integer
  language sql immutable strict
  as $$
    select p_credits - coalesce(sum(cost), 0)::integer
    from unnest(p_key_ids, p_costs) as request (key_id, cost)
    where key_id = p_key_id
  $$;

-- Decides on one request.
create or replace function decide_acceptance(p_request acceptance_facts, p_as_of timestamptz)
  returns acceptance
  language plpgsql immutable
  as $$
  declare
    decision acceptance;
  begin
    decision.item_position := p_request.item_position;
    decision.generation_id := coalesce(p_request.accepted_id, p_request.replay_id);
    decision.unit_credits := coalesce(p_request.accepted_unit_credits, p_request.unit_credits);
    decision.cost_credits := decision.unit_credits * p_request.n;
    decision.spendable_before := p_request.spendable;
    decision.created_at := coalesce(p_request.accepted_at, p_as_of);
    decision.outcome := case
      when not p_request.is_locked then 'account_locked'
      when p_request.accepted_id is not null then 'accepted'
      when p_request.replay_id is null then coalesce(
        find_rejection(
          p_is_disabled => p_request.is_disabled,
          p_is_suspended => p_request.is_suspended,
          p_cost => decision.cost_credits,
          p_slots => least(p_request.key_slots, p_request.account_slots),
          p_month_credits => p_request.month_credits,
          p_spendable => p_request.spendable
        ),
        case
          when p_request.budget_credits < decision.cost_credits
            then 'key_budget_reached'::acceptance_outcome
        end,
        'accepted'
      )
      when p_request.is_same_content then 'replayed'
      else 'idempotency_mismatch'
    end;
    decision.is_new := decision.outcome = 'accepted' and p_request.accepted_id is null;
    decision.emits_credits_low := decision.is_new
      and p_request.credits_low_at <= p_request.spendable
      and p_request.credits_low_at > p_request.spendable - decision.cost_credits;
    if decision.is_new then
      decision.generation_id := p_request.id;
    end if;
    return decision;
  end
  $$;

-- Returns what the decisions on requests depend on, by account and in the order of the requests. A key that
-- was revoked after its request had been authenticated counts like a disabled account.
create or replace function list_acceptance_facts(
  p_requests generation_request[],
  p_account_ids uuid[],
  p_as_of timestamptz
) returns setof acceptance_facts
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
      (r.ordinality - 1)::integer, r.id, r.account_id, r.key_id, r.dialect, r.n, r.fingerprint,
      case
        when r.idempotency_key is not null then key.by_idempotency_key
        when r.is_retry then key.by_content
      end,
      array_remove(
        array[key.by_idempotency_key, case when r.is_retry is not null then key.by_content end], null
      ),
      a.id is not null, a.is_disabled or is_key_revoked(r.key_id),
      r.running_limit - live.running, o.running_limit - o.running,
      a.month_credits, a.credits_low_at, a.spendable, price.credits,
      accepted.id, accepted.unit_credits, accepted.created_at,
      replay.generation_id, replay.is_same_content, b.credits, r.is_retry,
      a.id is not null and r.id is not null and accepted.id is null and r.idempotency_key is null
        and coalesce(interruption.is_found or (r.is_retry and replay.generation_id is not null), false),
      a.is_suspended
    from unnest(p_requests) with ordinality r
      cross join lateral (
        select
          'key:' || r.dialect || ':' || r.route || ':' || r.idempotency_key as by_idempotency_key,
          'content:' || r.key_id || ':' || r.fingerprint::text as by_content
      ) key
      left join account a on a.id = r.account_id
      left join live on live.account_id = r.account_id and live.key_id is not distinct from r.key_id
      -- Without a subquery as an argument, with which the function would be planned in every call.
      left join lateral list_key_budgets(array[r.key_id], p_as_of) b on true
      left join list_account_running(p_requests) o on o.item_position = r.ordinality - 1
      left join lateral find_accepted(r.id, r.account_id) accepted on true
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
      left join lateral find_interruption(r.id, r.key_id, r.fingerprint, p_as_of) interruption on true
    order by r.account_id, r.ordinality
  $$;

-- Returns the generation that an earlier call has inserted for a request of an account.
create or replace function find_accepted(p_id uuid, p_account_id uuid)
  returns table (id uuid, unit_credits integer, created_at timestamptz)
  language sql stable
  as $$
    select g.id, g.unit_credits, g.created_at
    from (select * from generations where id = p_id limit 1) g
    where g.account_id = p_account_id
  $$;

-- Returns what the decisions on the requests of accounts depend on.
create or replace function list_account_facts(p_account_ids uuid[], p_as_of timestamptz) returns table (
  id uuid,
  is_disabled boolean,
  -- What is left of the monthly cap. Null without a cap.
  month_credits integer,
  -- Null if credits.low was emitted since the last grant.
  credits_low_at integer,
  spendable integer,
  is_suspended boolean
)
  language sql stable
  as $$
    select
      a.id, a.disabled_at is not null,
      p.monthly_credit_cap
        - case when a.spend_month = month_start(p_as_of) then a.month_spend else 0 end,
      case when a.credits_low_notified_at is null then a.credits_low_at end,
      (select coalesce(sum(remaining), 0)::integer from list_spendable_grants(a.id, p_as_of)),
      a.suspended_at is not null
    from accounts a
      join plans p on p.id = a.plan_id
    where a.id = any (p_account_ids)
  $$;

-- Returns the first reason to reject a request, in order of precedence, or null if it can be accepted.
-- p_slots are the generations that may start, p_month_credits what may be spent this month. Null limits
-- reject nothing.
create or replace function find_rejection(
  p_is_disabled boolean,
  p_is_suspended boolean,
  p_cost integer,
  p_slots bigint,
  p_month_credits integer,
  p_spendable integer
) returns acceptance_outcome
  language sql stable
  as $$
    -- As text first: the migration that adds an outcome has not committed when the function is created.
    select (
      case
        when p_is_disabled then 'account_disabled'
        when p_is_suspended then 'account_suspended'
        when p_cost is null then 'no_price'
        when p_slots <= 0 then 'concurrency_limited'
        when p_month_credits < p_cost then 'monthly_cap_reached'
        when p_spendable < p_cost then 'insufficient_credits'
      end
    )::acceptance_outcome
  $$;
