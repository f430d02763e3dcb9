-- Acceptance of generations: the hold, the generation, its idempotency key and its job.

-- Accepts requests: creates the hold, the generation and its job for each one, or rejects it and changes
-- nothing. The number of statements does not depend on the number of requests. Requests of one account are
-- decided in their order, as if each had a call of its own. A request whose id is already a generation was
-- accepted by an earlier call and is returned as accepted again, so a caller that lost the reply can repeat
-- the call. Without p_may_wait, requests of accounts that another session has locked are returned as
-- account_locked. A request with a live worker is claimed for it instead of getting a job, and its provider
-- call is recorded as sent. With p_may_be_lost, the acceptance may be lost if Postgres crashes within three
-- times wal_writer_delay, by default 0.6 s. Callers pass it if no client learns of the acceptance before the
-- result, and no request has a worker: a later commit then makes the acceptance durable before anything
-- depends on it. The commit of mark_attempt_sent precedes the call of the provider, and that of
-- finish_generations the response.
create or replace function accept_generations_2(
  p_requests generation_request[],
  p_may_wait boolean,
  p_may_be_lost boolean
) returns setof acceptance
  language plpgsql
  as $$
  begin
    if p_may_be_lost then
      perform set_config('synchronous_commit', 'off', true);
    end if;
    if cardinality(p_requests) = 1 then
      return next accept_one(p_requests[1], p_may_wait);
    else
      return query select * from accept_several(p_requests, p_may_wait);
    end if;
  end
  $$;

-- Accepts requests for processes of earlier releases. In these, a client that waits learns of the acceptance
-- only with the result. So it may be lost if the clients of all requests wait and no request has a worker.
create or replace function accept_generations(p_requests generation_request[], p_may_wait boolean)
  returns setof acceptance
  language sql
  as $$
    select *
    from accept_generations_2(
      p_requests, p_may_wait,
      (select bool_and(is_awaited and worker_id is null) from unnest(p_requests))
    )
  $$;

-- Accepts several requests. See accept_generations_2.
create or replace function accept_several(p_requests generation_request[], p_may_wait boolean)
  returns setof acceptance
  language plpgsql
  as $$
  declare
    account_ids uuid[] := lock_accounts(array(select account_id from unnest(p_requests)), p_may_wait);
    as_of timestamptz := clock();
    acceptances acceptance[];
    claimed_ids uuid[] := '{}';
    queued_ids uuid[];
  begin
    acceptances := array(
      select d
      from decide_acceptances(p_requests, account_ids, as_of) d
      order by d.item_position
    );
    perform place_holds(
      array(
        select row(hold_id, account_id, cost_credits)::hold_request
        from unnest(p_requests, acceptances)
        where is_new
      ),
      as_of
    );
    perform spend_key_budgets(p_requests, acceptances, as_of);
    perform insert_generations(p_requests, acceptances, as_of);
    perform remember_keys(p_requests, acceptances, as_of);
    perform remember_contents(p_requests, acceptances, as_of);
    perform mark_uploads_used(
      array(select unnest(upload_ids) from unnest(p_requests, acceptances) where is_new), as_of
    );
    if exists (select 1 from unnest(p_requests) where worker_id is not null) then
      perform claim_accepted(p_requests, acceptances, as_of);
      claimed_ids := array(select generation_id from list_claimed_attempts(p_requests));
    end if;
    queued_ids := array(
      select generation_id
      from unnest(p_requests, acceptances)
      where is_new and generation_id <> all (claimed_ids)
    );
    -- add_jobs notifies the workers even if the list is empty.
    if cardinality(queued_ids) > 0 then
      perform enqueue_generations(p_requests, queued_ids);
    end if;
    perform emit_credits_low(account_id, spendable_before, spendable_before - cost_credits)
    from unnest(p_requests, acceptances)
    where emits_credits_low;
    return query
      select
        d.item_position, d.outcome, d.is_new, d.generation_id, d.unit_credits, d.cost_credits,
        d.spendable_before, d.emits_credits_low, d.created_at, c.attempt_id
      from unnest(acceptances) d
        left join list_claimed_attempts(p_requests) c on c.generation_id = d.generation_id;
  end
  $$;

-- Locks accounts in the order of their ids, so that concurrent calls do not deadlock. Returns the accounts
-- that are locked: without p_may_wait, those that no other session has locked. Other sessions can still
-- insert rows that refer to a locked account.
create or replace function lock_accounts(p_account_ids uuid[], p_may_wait boolean) returns uuid[]
  language plpgsql
  as $$
  begin
    if p_may_wait then
      return array(
        select id from accounts where id = any (p_account_ids) order by id for no key update
      );
    end if;
    return array(
      select id from accounts where id = any (p_account_ids) order by id for no key update skip locked
    );
  end
  $$;

-- Inserts the new generations.
create or replace function insert_generations(
  p_requests generation_request[],
  p_acceptances acceptance[],
  p_as_of timestamptz
) returns void
  language plpgsql
  as $$
  begin
    insert into generations (
      id, account_id, key_id, hold_id, dialect, model, prompt, n, size, aspect_ratio, tier, quality,
      options, inputs, end_user, unit_credits, created_at, status, worker_id, claim, provider,
      started_at, deadline_at, queue_seconds
    )
    select
      r.id, r.account_id, r.key_id, r.hold_id, r.dialect, r.model, r.prompt, r.n, r.size,
      r.aspect_ratio, r.tier, r.quality, r.options, r.inputs, r.end_user, r.unit_credits, p_as_of,
      case when w.id is null then 'queued' else 'running' end,
      w.id,
      case when w.id is null then 0 else 1 end,
      case when w.id is not null then r.provider end,
      case when w.id is not null then p_as_of end,
      p_as_of + interval '1 second'
        * case when w.id is null then r.deadline_seconds else r.run_seconds end,
      r.deadline_seconds
    from unnest(p_requests, p_acceptances) r
      left join workers w on w.id = r.worker_id and w.stopped_at is null
    where r.is_new;
  end
  $$;

-- Remembers the new generations by idempotency key.
create or replace function remember_keys(
  p_requests generation_request[],
  p_acceptances acceptance[],
  p_as_of timestamptz
) returns void
  language plpgsql
  as $$
  begin
    insert into idempotency_keys (
      account_id, dialect, route, key, fingerprint, generation_id, created_at
    )
    select account_id, dialect, route, idempotency_key, fingerprint, id, p_as_of
    from unnest(p_requests, p_acceptances)
    where is_new and idempotency_key is not null;
  end
  $$;

-- Remembers the new generations by content, for clients that mark their retries.
create or replace function remember_contents(
  p_requests generation_request[],
  p_acceptances acceptance[],
  p_as_of timestamptz
) returns void
  language plpgsql
  as $$
  begin
    -- Of equal requests in one call, the last one is remembered.
    insert into recent_requests (key_id, fingerprint, generation_id, created_at)
    select distinct on (key_id, fingerprint) key_id, fingerprint, id, p_as_of
    from unnest(p_requests, p_acceptances)
    where is_new and is_retry is not null and key_id is not null
    order by key_id, fingerprint, item_position desc
    on conflict (key_id, fingerprint) do update
    set generation_id = excluded.generation_id, created_at = excluded.created_at;
  end
  $$;

-- Keeps used uploads for two days, because they can be used again while the request may be repeated. One
-- whose copy was deleted since the request found it stays expired.
create or replace function mark_uploads_used(p_upload_ids uuid[], p_as_of timestamptz) returns void
  language plpgsql
  as $$
  begin
    if cardinality(p_upload_ids) > 0 then
      update uploads
      set used_at = p_as_of, expires_at = greatest(expires_at, p_as_of + interval '2 days')
      where id = any (p_upload_ids) and copy_key is not null;
    end if;
  end
  $$;

-- Returns the job that runs a generation. It starts before others if its caller waits for it.
create or replace function prioritized_generate_job(p_generation_id uuid, p_is_awaited boolean)
  returns graphile_worker.job_spec
  language sql stable
  as $$
    select (
      'generate', json_build_object('generationId', p_generation_id),
      null, null, 25, null, case when p_is_awaited then -1 else 0 end, null
    )::graphile_worker.job_spec
  $$;

-- Returns the job that runs a generation whose caller does not wait.
create or replace function generate_job(p_generation_id uuid) returns graphile_worker.job_spec
  language sql stable
  as $$
    select prioritized_generate_job(p_generation_id, false)
  $$;
