-- The price of one picture. Null where no row covers it.
create or replace function find_price(p_dialect text, p_model text, p_tier text, p_quality text)
  returns integer
  language sql stable
  as $$
    select credits
    from prices
    where dialect in (p_dialect, '*')
      and model in (p_model, '*')
      and tier in (p_tier, '*')
      and quality in (p_quality, '*')
    order by dialect = '*', model = '*', tier = '*', quality = '*'
    limit 1
  $$;

-- How many generations of a key are under way, or of an account where they came without a key.
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

-- What an accepted request may not be, in the order in which it is told. Null where nothing is
-- against it. The account row is locked.
create or replace function find_rejection(p_account accounts, p_item jsonb, p_cost integer, p_now timestamptz)
  returns text
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
        case when p_account.spend_month = month_start(p_now) then p_account.month_spend else 0 end
      )
    then
      return 'monthly_cap_reached';
    end if;
    return null;
  end
  $$;

-- The generation that an earlier request of the same content made, by idempotency key or, for a
-- client that resends on its own, by the content alone while it is under way and 15 minutes more.
create or replace function find_replay(p_item jsonb, p_now timestamptz)
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
        r.created_at > p_now - interval '15 minutes'
        or exists (
          select 1
          from generations g
          where g.id = r.generation_id
            and coalesce(g.finished_at, p_now) > p_now - interval '15 minutes'
        )
      )
  $$;

-- What accept_generations would answer at this moment, told without a lock: the generation that an
-- earlier request has made, or why there would be none. No row where nothing is against a new one.
create or replace function check_acceptance(p_item jsonb)
  returns table (outcome text, generation_id uuid, cost_credits integer)
  language plpgsql
  as $$
  #variable_conflict use_column
  declare
    account accounts;
    earlier record;
    moment timestamptz := clock();
  begin
    select * into earlier from find_replay(p_item, moment);
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
    outcome := find_rejection(account, p_item, cost_credits, moment);
    if outcome is null and spendable_credits(account.id, moment) < cost_credits then
      outcome := 'insufficient_credits';
    end if;
    if outcome is not null then
      return next;
    end if;
  end
  $$;

create or replace function insert_generation(p_item jsonb, p_unit integer, p_hold_id uuid, p_now timestamptz)
  returns void
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
      p_item -> 'options', p_item -> 'inputs', p_item ->> 'endUser', p_unit,
      p_now, p_now + (p_item ->> 'deadlineSeconds')::integer * interval '1 second'
    );
    -- A used upload can be named again for as long as the request may be repeated.
    if jsonb_array_length(p_item -> 'uploadIds') > 0 then
      update uploads
      set used_at = p_now, expires_at = greatest(expires_at, p_now + interval '2 days')
      where id = any (array(select value::uuid from jsonb_array_elements_text(p_item -> 'uploadIds')));
    end if;
    if p_item ->> 'idempotencyKey' is not null then
      insert into idempotency_keys (account_id, dialect, route, key, fingerprint, generation_id, created_at)
      values (
        (p_item ->> 'accountId')::uuid, p_item ->> 'dialect', p_item ->> 'route',
        p_item ->> 'idempotencyKey', decode(p_item ->> 'fingerprint', 'hex'), new_id, p_now
      );
    end if;
    if p_item ->> 'resent' is not null and p_item ->> 'keyId' is not null then
      insert into recent_requests (key_id, fingerprint, generation_id, created_at)
      values ((p_item ->> 'keyId')::uuid, decode(p_item ->> 'fingerprint', 'hex'), new_id, p_now)
      on conflict (key_id, fingerprint) do update
      set generation_id = excluded.generation_id, created_at = excluded.created_at;
    end if;
  end
  $$;

-- Accepts requests for pictures: for each one the hold, the generation and its job, or a refusal
-- and no change at all. Accounts are locked in the order of their ids, so that batches never
-- deadlock. An item whose id is a generation's already was accepted by a call whose answer got
-- lost: it is told so again, so that whoever lost the answer may just ask again. Where all items are
-- "awaited" and Postgres crashes in the next half second, it may be that nothing was accepted.
-- An item with "mayWait": false is left out where another session has locked its account.
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
    moment timestamptz;
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
      moment := clock();
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
      select * into earlier from find_replay(item.body, moment);
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
      outcome := coalesce(find_rejection(account, item.body, cost_credits, moment), 'accepted');
      if outcome = 'accepted'
        and not place_hold(account.id, (item.body ->> 'holdId')::uuid, cost_credits, moment)
      then
        outcome := 'insufficient_credits';
      end if;
      if outcome = 'accepted' then
        generation_id := (item.body ->> 'id')::uuid;
        perform insert_generation(item.body, unit, (item.body ->> 'holdId')::uuid, moment);
        jobs := jobs || generate_job(generation_id);
      end if;
      return next;
    end loop;
    perform graphile_worker.add_jobs(jobs);
    -- Whoever waits for the end learns nothing of this before a later commit, which takes this one
    -- to the disk: the provider is called after mark_attempt_sent, the end told after
    -- finish_generations.
    if is_awaited then
      perform set_config('synchronous_commit', 'off', true);
    end if;
  end
  $$;

create or replace function generate_job(p_generation_id uuid) returns graphile_worker.job_spec
  language sql stable
  as $$
    select (
      'generate', json_build_object('generationId', p_generation_id),
      null, null, 25, null, null, null
    )::graphile_worker.job_spec
  $$;
