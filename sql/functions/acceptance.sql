-- Acceptance of generations: idempotency, rejections, the hold and the job.

-- Accepts requests: creates the hold, the generation and its job for each one, or rejects it and changes
-- nothing. Accounts are locked in the order of their ids, so that concurrent calls do not deadlock. An item
-- whose id is already a generation was accepted by an earlier call and is returned as accepted again, so a
-- caller that lost the reply can repeat the call. If all items are "awaited" and Postgres crashes within
-- half a second, the acceptance may be lost. An item with "mayWait": false is skipped if another session
-- has locked its account.
-- Outcomes: account_disabled, accepted, replayed, account_locked, idempotency_mismatch, no_price,
-- concurrency_limited, monthly_cap_reached, insufficient_credits.
create or replace function accept_generations(p_items jsonb)
  returns table (item_position integer, outcome text, generation_id uuid, cost_credits integer)
  language plpgsql
  as $$
  #variable_conflict use_column
  declare
    item record;
    account accounts;
    earlier record;
    unit integer;
    as_of timestamptz;
    jobs graphile_worker.job_spec[] := '{}';
    is_awaited boolean := true;
  begin
    for item in
      select (i.ordinality - 1)::integer as place, i.value as body
      from jsonb_array_elements(p_items) with ordinality i
      order by (i.value ->> 'accountId')::uuid, i.ordinality
    loop
      item_position := item.place;
      is_awaited := is_awaited and (item.body ->> 'awaited')::boolean;
      if (item.body ->> 'mayWait')::boolean is false then
        select * into account
        from accounts
        where id = (item.body ->> 'accountId')::uuid
        for update skip locked;
        if not found then
          outcome := 'account_locked';
          generation_id := null;
          cost_credits := null;
          return next;
          continue;
        end if;
      else
        select * into account
        from accounts
        where id = (item.body ->> 'accountId')::uuid
        for update;
      end if;
      as_of := clock();
      select g.id, g.unit_credits into earlier
      from generations g
      where g.id = (item.body ->> 'id')::uuid and g.account_id = account.id;
      if found then
        outcome := 'accepted';
        generation_id := earlier.id;
        cost_credits := earlier.unit_credits * (item.body ->> 'n')::integer;
        return next;
        continue;
      end if;
      select * into earlier from find_replay(item.body, as_of);
      unit := find_price(
        item.body ->> 'dialect', item.body ->> 'model', item.body ->> 'tier', item.body ->> 'quality'
      );
      cost_credits := unit * (item.body ->> 'n')::integer;
      generation_id := earlier.generation_id;
      if earlier.generation_id is not null then
        outcome := case when earlier.same_content then 'replayed' else 'idempotency_mismatch' end;
        return next;
        continue;
      end if;
      outcome := coalesce(find_rejection(account, item.body, cost_credits, as_of), 'accepted');
      if outcome = 'accepted'
        and not place_hold(account.id, (item.body ->> 'holdId')::uuid, cost_credits, as_of)
      then
        outcome := 'insufficient_credits';
      end if;
      if outcome = 'accepted' then
        generation_id := (item.body ->> 'id')::uuid;
        perform insert_generation(item.body, unit, (item.body ->> 'holdId')::uuid, as_of);
        jobs := jobs || generate_job(generation_id);
      end if;
      return next;
    end loop;
    perform graphile_worker.add_jobs(jobs);
    -- An awaiting caller sees nothing of this before a later commit, which flushes this one: the provider
    -- is called after mark_attempt_sent, and the caller is answered after finish_generations.
    if is_awaited then
      perform set_config('synchronous_commit', 'off', true);
    end if;
  end
  $$;

-- Returns what accept_generations would return now, without a lock: the generation of an earlier request or
-- the reason for a rejection. No row if a new generation would be accepted.
create or replace function check_acceptance(p_item jsonb)
  returns table (outcome text, generation_id uuid, cost_credits integer)
  language plpgsql
  as $$
  #variable_conflict use_column
  declare
    account accounts;
    earlier record;
    as_of timestamptz := clock();
  begin
    select * into earlier from find_replay(p_item, as_of);
    if found then
      outcome := case when earlier.same_content then 'replayed' else 'idempotency_mismatch' end;
      generation_id := earlier.generation_id;
      return next;
      return;
    end if;
    select * into account from accounts where id = (p_item ->> 'accountId')::uuid;
    cost_credits := (p_item ->> 'n')::integer * find_price(
      p_item ->> 'dialect', p_item ->> 'model', p_item ->> 'tier', p_item ->> 'quality'
    );
    outcome := find_rejection(account, p_item, cost_credits, as_of);
    if outcome is null and spendable_credits(account.id, as_of) < cost_credits then
      outcome := 'insufficient_credits';
    end if;
    if outcome is not null then
      return next;
    end if;
  end
  $$;

-- Returns why any request of this caller would be rejected now, by the lowest price and without a lock. No
-- row if a request may be accepted, or may replay an earlier one.
create or replace function refuse_before_body(
  p_account_id uuid,
  p_key_id uuid,
  p_running_limit integer,
  p_dialect text,
  p_idempotency_key text,
  p_resent boolean
) returns table (outcome text, cost_credits integer)
  language plpgsql stable
  as $$
  #variable_conflict use_column
  declare
    account accounts;
    as_of timestamptz := clock();
  begin
    if exists (
      select 1
      from idempotency_keys k
      where k.account_id = p_account_id and k.dialect = p_dialect and k.key = p_idempotency_key
    ) or (p_resent and exists (select 1 from recent_requests r where r.key_id = p_key_id)) then
      return;
    end if;
    select min(credits) into cost_credits from prices where dialect in (p_dialect, '*');
    if cost_credits is null then
      return;
    end if;
    select * into account from accounts where id = p_account_id;
    outcome := find_rejection(
      account,
      jsonb_build_object('runningLimit', p_running_limit, 'keyId', p_key_id),
      cost_credits,
      as_of
    );
    if outcome is null and spendable_credits(p_account_id, as_of) < cost_credits then
      outcome := 'insufficient_credits';
    end if;
    if outcome is not null then
      return next;
    end if;
  end
  $$;

-- Returns the first reason to reject a request, in order of precedence, or null if it can be accepted.
create or replace function find_rejection(
  p_account accounts,
  p_item jsonb,
  p_cost integer,
  p_as_of timestamptz
) returns text
  language plpgsql
  as $$
  declare
    cap integer;
    running_limit integer := (p_item ->> 'runningLimit')::integer;
  begin
    if p_account.disabled_at is not null then
      return 'account_disabled';
    end if;
    if p_cost is null then
      return 'no_price';
    end if;
    if running_limit is not null and running_limit <= live_generations(
      p_account.id, (p_item ->> 'keyId')::uuid
    ) then
      return 'concurrency_limited';
    end if;
    select monthly_credit_cap into cap from plans where id = p_account.plan_id;
    if cap is not null
      and cap < p_cost + (
        case when p_account.spend_month = month_start(p_as_of) then p_account.month_spend else 0 end
      )
    then
      return 'monthly_cap_reached';
    end if;
    return null;
  end
  $$;

-- Returns the generation that an earlier request with the same content created: by idempotency key or, for a
-- client that marks its retries, by content until 15 minutes after the generation has finished.
create or replace function find_replay(p_item jsonb, p_as_of timestamptz)
  returns table (generation_id uuid, same_content boolean)
  language sql stable
  as $$
    select k.generation_id, k.fingerprint = decode(p_item ->> 'fingerprint', 'hex')
    from idempotency_keys k
    where k.account_id = (p_item ->> 'accountId')::uuid
      and k.dialect = p_item ->> 'dialect'
      and k.route = p_item ->> 'route'
      and k.key = p_item ->> 'idempotencyKey'
    union all
    select r.generation_id, true
    from recent_requests r
    where p_item ->> 'idempotencyKey' is null
      and (p_item ->> 'resent')::boolean
      and r.key_id = (p_item ->> 'keyId')::uuid
      and r.fingerprint = decode(p_item ->> 'fingerprint', 'hex')
      and (
        r.created_at > p_as_of - interval '15 minutes'
        or exists (
          select 1
          from generations g
          where g.id = r.generation_id
            and coalesce(g.finished_at, p_as_of) > p_as_of - interval '15 minutes'
        )
      )
  $$;

-- Returns how many generations of a key are live, or of an account without a key.
create or replace function live_generations(p_account_id uuid, p_key_id uuid) returns integer
  language plpgsql stable
  as $$
  begin
    if p_key_id is not null then
      return (select count(*) from generations where key_id = p_key_id and finished_at is null);
    end if;
    return (
      select count(*)
      from generations
      where account_id = p_account_id and key_id is null and finished_at is null
    );
  end
  $$;

-- Inserts an accepted generation with its idempotency key.
create or replace function insert_generation(
  p_item jsonb,
  p_unit_credits integer,
  p_hold_id uuid,
  p_as_of timestamptz
) returns void
  language plpgsql
  as $$
  declare
    new_id uuid := (p_item ->> 'id')::uuid;
  begin
    insert into generations (
      id, account_id, key_id, hold_id, dialect, model, prompt, n, size, aspect_ratio, tier, quality,
      options, inputs, end_user, unit_credits, created_at, deadline_at
    )
    values (
      new_id, (p_item ->> 'accountId')::uuid, (p_item ->> 'keyId')::uuid, p_hold_id,
      p_item ->> 'dialect', p_item ->> 'model', p_item ->> 'prompt', (p_item ->> 'n')::smallint,
      p_item ->> 'size', p_item ->> 'aspectRatio', p_item ->> 'tier', p_item ->> 'quality',
      p_item -> 'options', p_item -> 'inputs', p_item ->> 'endUser', p_unit_credits,
      p_as_of, p_as_of + (p_item ->> 'deadlineSeconds')::integer * interval '1 second'
    );
    -- A used upload can be used again while the request may be repeated.
    if jsonb_array_length(p_item -> 'uploadIds') > 0 then
      update uploads
      set used_at = p_as_of, expires_at = greatest(expires_at, p_as_of + interval '2 days')
      where id = any (array(select value::uuid from jsonb_array_elements_text(p_item -> 'uploadIds')));
    end if;
    if p_item ->> 'idempotencyKey' is not null then
      insert into idempotency_keys (account_id, dialect, route, key, fingerprint, generation_id, created_at)
      values (
        (p_item ->> 'accountId')::uuid, p_item ->> 'dialect', p_item ->> 'route',
        p_item ->> 'idempotencyKey', decode(p_item ->> 'fingerprint', 'hex'), new_id, p_as_of
      );
    end if;
    if p_item ->> 'resent' is not null and p_item ->> 'keyId' is not null then
      insert into recent_requests (key_id, fingerprint, generation_id, created_at)
      values ((p_item ->> 'keyId')::uuid, decode(p_item ->> 'fingerprint', 'hex'), new_id, p_as_of)
      on conflict (key_id, fingerprint) do update
      set generation_id = excluded.generation_id, created_at = excluded.created_at;
    end if;
  end
  $$;

-- Returns the job that runs a generation.
create or replace function generate_job(p_generation_id uuid) returns graphile_worker.job_spec
  language sql stable
  as $$
    select (
      'generate', json_build_object('generationId', p_generation_id),
      null, null, 25, null, null, null
    )::graphile_worker.job_spec
  $$;
