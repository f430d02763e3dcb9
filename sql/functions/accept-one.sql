-- Acceptance of one request. Its statements, each for a single row, take less time together than those of
-- accept_several.

-- Accepts one request. Returns what accept_generations_2 returns for several of them.
create or replace function accept_one(p_request generation_request, p_may_wait boolean) returns acceptance
  language plpgsql
  as $$
  declare
    account_ids uuid[] := lock_accounts(array[p_request.account_id], p_may_wait);
    as_of timestamptz := clock();
    facts acceptance_facts := describe_request(p_request, account_ids, as_of);
    decision acceptance := decide_acceptance(facts, as_of);
  begin
    if decision.is_new then
      if facts.budget_credits is not null then
        perform spend_key_budgets(array[p_request], array[decision], as_of);
      end if;
      perform forget_expected_retry(facts, as_of);
      decision.attempt_id := record_acceptance(p_request, decision);
    elsif decision.outcome = 'accepted' then
      decision.attempt_id := (select attempt_id from list_claimed_attempts(array[p_request]));
    end if;
    return decision;
  end
  $$;

-- Records an accepted request: the hold, the generation, and its claim or job. Returns the attempt of a
-- claim.
create or replace function record_acceptance(p_request generation_request, p_decision acceptance)
  returns bigint
  language plpgsql
  as $$
  declare
    as_of timestamptz := p_decision.created_at;
    own_worker_id uuid;
    own_attempt_id bigint;
  begin
    perform place_hold(
      row(p_request.hold_id, p_request.account_id, p_decision.cost_credits)::hold_request, as_of
    );
    if p_request.worker_id is not null then
      select id into own_worker_id from workers where id = p_request.worker_id and stopped_at is null;
    end if;
    perform insert_generation(p_request, p_decision, own_worker_id);
    if p_request.idempotency_key is not null then
      perform remember_keys(array[p_request], array[p_decision], as_of);
    end if;
    if p_request.is_retry is not null then
      perform remember_contents(array[p_request], array[p_decision], as_of);
    end if;
    perform mark_uploads_used(p_request.upload_ids, as_of);
    if own_worker_id is null then
      perform enqueue_generations(array[p_request], array[p_request.id]);
    else
      insert into provider_attempts (
        generation_id, account_id, claim, provider, state, calls, sent_at, created_at
      )
      values (p_request.id, p_request.account_id, 1, p_request.provider, 'sent', 1, as_of, as_of)
      returning id into own_attempt_id;
    end if;
    if p_decision.emits_credits_low then
      perform emit_credits_low(
        p_request.account_id, p_decision.spendable_before,
        p_decision.spendable_before - p_decision.cost_credits
      );
    end if;
    return own_attempt_id;
  end
  $$;

-- Inserts a new generation, as running if it has a worker. See insert_generations.
create or replace function insert_generation(
  p_request generation_request,
  p_decision acceptance,
  p_worker_id uuid
) returns void
  language plpgsql
  as $$
  declare
    as_of timestamptz := p_decision.created_at;
  begin
    insert into generations (
      id, account_id, key_id, hold_id, dialect, model, prompt, n, size, aspect_ratio, tier, quality,
      options, inputs, end_user, unit_credits, created_at, status, worker_id, claim, provider,
      started_at, deadline_at, queue_seconds
    )
    values (
      p_request.id, p_request.account_id, p_request.key_id, p_request.hold_id, p_request.dialect,
      p_request.model, p_request.prompt, p_request.n, p_request.size, p_request.aspect_ratio,
      p_request.tier, p_request.quality, p_request.options, p_request.inputs, p_request.end_user,
      p_decision.unit_credits, as_of,
      case when p_worker_id is null then 'queued' else 'running' end,
      p_worker_id,
      case when p_worker_id is null then 0 else 1 end,
      case when p_worker_id is not null then p_request.provider end,
      case when p_worker_id is not null then as_of end,
      as_of + interval '1 second'
        * case when p_worker_id is null then p_request.deadline_seconds else p_request.run_seconds end,
      p_request.deadline_seconds
    );
  end
  $$;

-- Returns what the decision on a request depends on, with the generation that it takes over. The request is
-- the only one of its statement, so none precedes it.
create or replace function describe_request(
  p_request generation_request,
  p_account_ids uuid[],
  p_as_of timestamptz
) returns acceptance_facts
  language plpgsql
  as $$
  begin
    return take_over_response(find_acceptance_facts(p_request, p_account_ids, p_as_of), p_as_of);
  end
  $$;

-- Returns for one request what list_acceptance_facts returns for several, but not what a comparison with
-- earlier requests of the same statement needs. Stable, so that all of it is read with one snapshot.
create or replace function find_acceptance_facts(
  p_request generation_request,
  p_account_ids uuid[],
  p_as_of timestamptz
) returns acceptance_facts
  language plpgsql stable
  as $$
  declare
    facts acceptance_facts;
  begin
    facts.item_position := 0;
    facts.id := p_request.id;
    facts.account_id := p_request.account_id;
    facts.key_id := p_request.key_id;
    facts.dialect := p_request.dialect;
    facts.n := p_request.n;
    facts.fingerprint := p_request.fingerprint;
    facts.is_retry := p_request.is_retry;
    select a.is_disabled, a.is_suspended, a.month_credits, a.credits_low_at, a.spendable
    into
      facts.is_disabled, facts.is_suspended, facts.month_credits, facts.credits_low_at,
      facts.spendable
    from list_account_facts(p_account_ids, p_as_of) a
    where a.id = p_request.account_id;
    facts.is_locked := found;
    facts.is_disabled := facts.is_disabled or is_key_revoked(p_request.key_id);
    if p_request.running_limit is not null then
      facts.key_slots := p_request.running_limit
        - count_live_generations(p_request.account_id, p_request.key_id);
    end if;
    select running_limit - running into facts.account_slots
    from find_account_running(p_request.account_id, p_request.dialect);
    if p_request.key_id is not null then
      select credits into facts.budget_credits from list_key_budgets(array[p_request.key_id], p_as_of);
    end if;
    select credits into facts.unit_credits
    from list_price(p_request.dialect, p_request.model, p_request.tier, p_request.quality);
    return add_earlier_facts(facts, p_request, p_as_of);
  end
  $$;

-- Returns the facts of a request with those about generations of earlier requests: the one that this request
-- has created before, the one that it replays, and whether it may take over one.
create or replace function add_earlier_facts(
  p_facts acceptance_facts,
  p_request generation_request,
  p_as_of timestamptz
) returns acceptance_facts
  language plpgsql stable
  as $$
  declare
    facts acceptance_facts := p_facts;
  begin
    select id, unit_credits, created_at
    into facts.accepted_id, facts.accepted_unit_credits, facts.accepted_at
    from find_accepted(p_request.id, p_request.account_id);
    if p_request.idempotency_key is not null or p_request.is_retry then
      select generation_id, is_same_content into facts.replay_id, facts.is_same_content
      from find_replay(
        p_account_id => p_request.account_id,
        p_key_id => p_request.key_id,
        p_dialect => p_request.dialect,
        p_route => p_request.route,
        p_idempotency_key => p_request.idempotency_key,
        p_fingerprint => p_request.fingerprint,
        p_is_retry => p_request.is_retry,
        p_as_of => p_as_of
      );
    end if;
    facts.may_take_over := facts.is_locked
      and p_request.id is not null
      and facts.accepted_id is null
      and p_request.idempotency_key is null
      and (
        facts.replay_id is not null
        or exists (
          select 1
          from find_interruption(p_request.id, p_request.key_id, p_request.fingerprint, p_as_of)
        )
      );
    return facts;
  end
  $$;
