-- Cancels a generation of an account. If its provider call has not been sent, it finishes at once and its
-- credits are released; its worker loses the claim. A call that was sent may have been paid, so its worker
-- is notified and finishes the generation. Returns null if the account has no such generation.
create or replace function cancel_generation(p_id uuid, p_account_id uuid) returns cancel_outcome
  language plpgsql
  as $$
  declare
    live generations;
  begin
    perform 1 from accounts where id = p_account_id for no key update;
    select * into live
    from generations
    where id = p_id and account_id = p_account_id
    for no key update;
    if not found then
      return null;
    end if;
    if live.finished_at is not null then
      return 'already';
    end if;
    if exists (
      select 1 from provider_attempts where generation_id = live.id and state = 'sent'
    ) then
      update generations
      set cancel_requested_at = coalesce(cancel_requested_at, clock())
      where id = live.id;
      perform pg_notify('generation_canceled', live.id::text);
      return 'requested';
    end if;
    perform finish_canceled(live.id);
    return 'canceled';
  end
  $$;

-- Cancels a generation whose client may not know of it, as cancel_generation does. Returns 'already' and
-- changes nothing if a retry without an idempotency key has got it: see take_over_response. A later one gets
-- a generation of its own, unless this one was sent to its provider.
create or replace function withdraw_generation(p_id uuid, p_account_id uuid) returns cancel_outcome
  language plpgsql
  as $$
  declare
    outcome cancel_outcome;
  begin
    perform 1 from accounts where id = p_account_id for no key update;
    if exists (
      select 1
      from generations g
        join interrupted_responses i on i.key_id = g.key_id and i.generation_id = g.id
      where g.id = p_id and g.account_id = p_account_id and i.taken_by is not null
    ) then
      return 'already';
    end if;
    outcome := cancel_generation(p_id, p_account_id);
    if outcome = 'canceled' then
      delete from recent_requests
      where generation_id = p_id and key_id = (select key_id from generations where id = p_id);
    end if;
    return outcome;
  end
  $$;

-- Cancels all live generations of an account in the same way as cancel_generation. The caller holds the
-- account lock. Of the queued ones, the 500 oldest finish at once. The deadline of the others is set to now,
-- so that no worker claims them, and finish_requested_cancellations finishes them later.
create or replace function cancel_live_generations(p_account_id uuid) returns void
  language plpgsql
  as $$
  declare
    as_of timestamptz := clock();
    requested uuid[];
  begin
    perform lock_generations(
      array(select id from generations where account_id = p_account_id and finished_at is null),
      p_may_wait => true
    );
    with marked as (
      update generations g
      set cancel_requested_at = coalesce(g.cancel_requested_at, as_of)
      where g.account_id = p_account_id
        and g.finished_at is null
        and g.status = 'running'
        and exists (
          select 1 from provider_attempts a where a.generation_id = g.id and a.state = 'sent'
        )
      returning g.id
    )
    select array(select id from marked) into requested;
    perform pg_notify('generation_canceled', id::text) from unnest(requested) as r (id);
    perform finish_canceled_generations(
      array(
        select id
        from generations
        where account_id = p_account_id
          and finished_at is null
          and status = 'running'
          and id <> all (requested)
      ) || array(
        select id
        from generations
        where account_id = p_account_id and finished_at is null and status = 'queued'
        order by created_at, id
        limit 500
      ),
      p_may_wait => true
    );
    update generations
    set cancel_requested_at = as_of, deadline_at = least(deadline_at, as_of)
    where account_id = p_account_id and finished_at is null and status = 'queued';
  end
  $$;

-- Finishes queued generations that cancel_live_generations has not finished, at most p_limit. Those that
-- another session has locked, or whose account it has locked, are left to a later call. Returns how many
-- were finished.
create or replace function finish_requested_cancellations(p_limit integer) returns integer
  language sql
  as $$
    select finish_canceled_generations(
      array(
        select id
        from generations
        where finished_at is null
          and deadline_at < (select clock())
          and status = 'queued'
          and cancel_requested_at is not null
        order by deadline_at
        limit p_limit
      ),
      p_may_wait => false
    )
  $$;

-- Finishes generations that were canceled before their provider calls were sent. Returns how many were
-- finished. See finish_generations for p_may_wait.
create or replace function finish_canceled_generations(p_ids uuid[], p_may_wait boolean) returns integer
  language sql
  as $$
    select (count(*) filter (where outcome = 'finished'))::integer
    from finish_generations(
      array(
        select row(
          id, 'canceled', 'generation_canceled', 'The generation was canceled. Nothing was charged.',
          false, '{}', null, null, null, true
        )::generation_ending
        from unnest(p_ids) as t (id)
      ),
      p_may_wait
    )
  $$;

-- Finishes a generation that was canceled before its provider call was sent.
create or replace function finish_canceled(p_id uuid) returns void
  language sql
  as $$ select finish_canceled_generations(array[p_id], p_may_wait => true) $$;

-- Cancels a generation of any account, and writes an audit entry unless it had finished before. Returns the
-- outcome of cancel_generation, or null if the generation does not exist.
create or replace function admin_cancel(p_actor_id uuid, p_generation_id uuid, p_reason text)
  returns cancel_outcome
  language plpgsql
  as $$
  declare
    owner_id uuid;
    outcome cancel_outcome;
  begin
    select account_id into owner_id from generations where id = p_generation_id;
    if not found then
      return null;
    end if;
    outcome := cancel_generation(p_generation_id, owner_id);
    if outcome <> 'already' then
      perform write_audit_entry(
        p_actor_id => p_actor_id,
        p_action => 'generation.cancel',
        p_account_id => owner_id,
        p_subject => p_generation_id::text,
        p_reason => p_reason,
        p_details => jsonb_build_object('outcome', outcome)
      );
    end if;
    return outcome;
  end
  $$;
