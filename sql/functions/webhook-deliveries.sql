-- Returns the job of a delivery. Its key replaces the waiting job of the same delivery.
create or replace function delivery_job(p_delivery_id uuid, p_run_at timestamptz)
  returns graphile_worker.job_spec
  language sql stable
  as $$
    select (
      'deliver-webhook', json_build_object('deliveryId', p_delivery_id),
      null, p_run_at, 25, 'delivery:' || p_delivery_id, null, null
    )::graphile_worker.job_spec
  $$;

-- Lists the deliveries of an endpoint, the newest first: a bounded page (see list_generations). A null
-- filter matches everything.
create or replace function list_deliveries(
  p_endpoint_id uuid,
  p_states delivery_state[],
  p_event webhook_event,
  p_before_id uuid,
  p_limit integer,
  p_window integer
) returns table (id uuid, is_match boolean, is_end boolean)
  language plpgsql stable
  rows 20
  set plan_cache_mode to force_custom_plan
  as $$
  #variable_conflict use_column
  declare
    is_failed boolean := p_states <@ array['exhausted', 'skipped']::delivery_state[];
    is_pending boolean := p_states <@ array['pending']::delivery_state[];
    before_at timestamptz;
    -- The planner reads no later partitions of the history.
    latest_at timestamptz := clock() + interval '1 month';
  begin
    select d.created_at into before_at
    from all_webhook_deliveries d
    where d.id = p_before_id and d.endpoint_id = p_endpoint_id;
    return query
      with examined as (
        select
          d.id, d.created_at,
          (p_states is null or d.state = any (p_states))
            and (p_event is null or d.event = p_event) as is_match
        from all_webhook_deliveries d
        where d.endpoint_id = p_endpoint_id
          and d.created_at < latest_at
          and (is_failed is not true or d.state in ('exhausted', 'skipped'))
          and (is_pending is not true or d.state = 'pending')
          and (p_before_id is null or (d.created_at, d.id) < (before_at, p_before_id))
        order by d.created_at desc, d.id desc
        limit p_window
      ), numbered as (
        select id, created_at, is_match, row_number() over (order by created_at desc, id desc) as place
        from examined
      )
      select id, is_match, place = p_window
      from numbered
      where is_match or place = p_window
      order by created_at desc, id desc
      limit p_limit;
  end
  $$;

-- Skips the pending deliveries of an endpoint. An attempt in progress is finished by its worker.
create or replace function skip_deliveries(p_endpoint_id uuid, p_as_of timestamptz) returns void
  language sql
  as $$
    update webhook_deliveries d
    set state = 'skipped', next_attempt_at = null, parked = false, ended_at = p_as_of
    where d.endpoint_id = p_endpoint_id
      and d.state = 'pending'
      and not exists (
        select 1 from webhook_attempts a where a.delivery_id = d.id and a.ended_at is null
      )
  $$;

-- Sends deliveries again, each with the same id, bytes and number of tries: one delivery, or those that have
-- failed since a time, the 500 oldest. Returns their ids.
create or replace function resend_deliveries(p_endpoint_id uuid, p_delivery_id uuid, p_since timestamptz)
  returns setof uuid
  language plpgsql
  as $$
  declare
    wanted uuid[];
    again uuid[];
  begin
    perform 1 from webhook_endpoints where id = p_endpoint_id for no key update;
    wanted := p_delivery_id || array(
      select d.id
      from all_webhook_deliveries d
      where d.endpoint_id = p_endpoint_id
        and d.state in ('exhausted', 'skipped')
        and d.created_at >= p_since
        and not d.test
      order by d.created_at, d.id
      limit 500
    );
    -- What is restored has ended, and is resent like the others.
    again := array(
      select d.id
      from webhook_deliveries d
      where d.id = any (wanted) and d.endpoint_id = p_endpoint_id and d.state <> 'pending'
      for no key update
    );
    again := again || array(select restore_deliveries(p_endpoint_id, wanted));
    update webhook_deliveries
    set state = 'pending', tries_left = case when test then 1 else 4 end,
      next_attempt_at = clock(), ended_at = null
    where id = any (again);
    -- add_jobs notifies the workers even if the list is empty.
    if cardinality(again) > 0 then
      perform graphile_worker.add_jobs(
        array(select delivery_job(id, clock()) from unnest(again) as t (id))
      );
    end if;
    return query select unnest(again);
  end
  $$;

-- Sends a test event to an endpoint: tried once, also while the endpoint is disabled.
create or replace function send_test_event(p_id uuid, p_endpoint_id uuid, p_event webhook_event)
  returns void
  language plpgsql
  as $$
  begin
    insert into webhook_deliveries (
      id, endpoint_id, account_id, event, test, tries_left, next_attempt_at, created_at
    )
    select p_id, id, account_id, p_event, true, 1, clock(), clock()
    from webhook_endpoints
    where id = p_endpoint_id;
    perform graphile_worker.add_jobs(array[delivery_job(p_id, clock())]);
  end
  $$;

-- Deletes the deliveries of generations with the bodies and the responses of receivers. Endpoints are locked
-- first and in the order of their ids, as by the attempts, whose slots are given to parked deliveries.
create or replace function erase_deliveries(p_generation_ids uuid[]) returns void
  language plpgsql
  as $$
  declare
    account_ids uuid[];
  begin
    perform 1
    from webhook_endpoints
    where id = any (array(
      select endpoint_id from all_webhook_deliveries where generation_id = any (p_generation_ids)
    ))
    order by id
    for no key update;
    with erased as (
      delete from webhook_deliveries
      where generation_id = any (p_generation_ids)
      returning account_id
    )
    select array_agg(distinct account_id) into account_ids from erased;
    -- After the live ones, so that what moves to the history in between is found here.
    perform delete_archived_deliveries(array(
      select id from webhook_deliveries_history where generation_id = any (p_generation_ids)
    ));
    perform unpark_next_delivery(account_id, clock())
    from unnest(account_ids) as a (account_id);
  end
  $$;

-- Lists the deliveries of all accounts, or of one, the newest first: a bounded page (see list_generations).
-- A null filter matches everything. Those of one account are read for each of its endpoints, by the index of
-- the endpoint: the index of the time would lead to the end of the history for an account without any.
create or replace function list_operator_deliveries(
  p_account_id uuid,
  p_states delivery_state[],
  p_before_id uuid,
  p_limit integer,
  p_window integer
) returns table (id uuid, is_match boolean, is_end boolean)
  language plpgsql stable
  rows 20
  set plan_cache_mode to force_custom_plan
  -- Otherwise all deliveries of an endpoint may be read and sorted.
  set enable_sort to off
  as $$
  #variable_conflict use_column
  declare
    before_at timestamptz;
    -- See list_deliveries.
    latest_at timestamptz := clock() + interval '1 month';
  begin
    select d.created_at into before_at from all_webhook_deliveries d where d.id = p_before_id;
    return query
      with examined as (
        (
          select d.id, d.created_at, d.state
          from webhook_endpoints e
            cross join lateral (
              select id, created_at, state
              from all_webhook_deliveries
              -- A range, whose order only the index of the endpoint has.
              where endpoint_id between e.id and e.id and created_at < latest_at
                and (p_before_id is null or (created_at, id) < (before_at, p_before_id))
              order by endpoint_id, created_at desc, id desc
              limit p_window
            ) d
          where e.account_id = p_account_id
          order by d.created_at desc, d.id desc
          limit p_window
        )
        union all (
          select d.id, d.created_at, d.state
          from all_webhook_deliveries d
          where p_account_id is null
            and d.created_at < latest_at
            and (p_before_id is null or (d.created_at, d.id) < (before_at, p_before_id))
          order by d.created_at desc, d.id desc
          limit p_window
        )
      )
      select id, is_match, place = p_window
      from (
        select
          id, p_states is null or state = any (p_states) as is_match,
          row_number() over (order by created_at desc, id desc) as place
        from examined
      ) numbered
      where is_match or place = p_window
      order by place
      limit p_limit;
  end
  $$;

-- Sends a delivery of any account again. Returns 'resent', or why not: 'pending', or 'disabled' if its
-- endpoint gets no events. Returns null if it does not exist.
create or replace function admin_resend_delivery(p_actor_id uuid, p_delivery_id uuid) returns text
  language plpgsql
  as $$
  declare
    endpoint webhook_endpoints;
  begin
    select * into endpoint
    from webhook_endpoints
    where id = (select endpoint_id from all_webhook_deliveries where id = p_delivery_id)
    for no key update;
    if not found then
      return null;
    end if;
    if coalesce(endpoint.disabled_at, endpoint.deleted_at) is not null then
      return 'disabled';
    end if;
    if not exists (select 1 from resend_deliveries(endpoint.id, p_delivery_id, null)) then
      return 'pending';
    end if;
    perform write_audit_entry(
      p_actor_id => p_actor_id,
      p_action => 'delivery.resend',
      p_account_id => endpoint.account_id,
      p_subject => p_delivery_id::text
    );
    return 'resent';
  end
  $$;
