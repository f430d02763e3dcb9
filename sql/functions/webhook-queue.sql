-- Queues up to p_number parked deliveries of each endpoint, oldest first.
create or replace function resume_deliveries(p_endpoint_ids uuid[], p_number integer, p_as_of timestamptz)
  returns void
  language sql
  as $$
    with due as materialized (
      select oldest.id
      from unnest(p_endpoint_ids) as e (id)
        cross join lateral (
          select d.id
          from webhook_deliveries d
          where d.endpoint_id = e.id and d.parked
          order by d.created_at
          limit p_number
          for no key update skip locked
        ) oldest
    ), unparked as (
      update webhook_deliveries d
      set parked = false
      from due
      where d.id = due.id
      returning d.id
    )
    select graphile_worker.add_jobs(jobs)
    from (select array_agg(delivery_job(id, p_as_of)) as jobs from unparked) u
    where jobs is not null
  $$;

-- Queues the oldest parked delivery of an account among the endpoints with a free slot. Called when an
-- attempt of the account has ended. Endpoints that have answered with 2xx come first: the others may have
-- used up their attempts of this hour, and a delivery that is parked again would pass the slot on to none.
create or replace function unpark_next_delivery(p_account_id uuid, p_as_of timestamptz) returns void
  language plpgsql
  as $$
  declare
    endpoint uuid;
  begin
    select e.id into endpoint
    from webhook_endpoints e
      cross join lateral (
        select created_at
        from webhook_deliveries
        where endpoint_id = e.id and parked
        order by created_at
        limit 1
      ) oldest
    where e.account_id = p_account_id
      and e.deleted_at is null
      and attempts_under_way(e.id, p_as_of) < delivery_slots(e)
    order by e.confirmed_at is null, oldest.created_at
    limit 1;
    if found then
      perform resume_deliveries(array[endpoint], 1, p_as_of);
    end if;
  end
  $$;

-- Returns the endpoints with parked deliveries, ordered by id. Reads one index entry for each.
create or replace function list_parked_endpoints() returns setof uuid
  language sql stable
  as $$
    with recursive parked as (
      (select endpoint_id from webhook_deliveries where parked order by endpoint_id limit 1)
      union all
      select (
        select d.endpoint_id
        from webhook_deliveries d
        where d.parked and d.endpoint_id > p.endpoint_id
        order by d.endpoint_id
        limit 1
      )
      from parked p
      where p.endpoint_id is not null
    )
    select endpoint_id from parked where endpoint_id is not null
  $$;

-- Requeues due deliveries without an attempt: parked behind an attempt that never ended, or a minute late
-- because their job is lost. Endpoints are locked in the order of their ids; a locked endpoint is skipped.
-- Returns the number of endpoints and deliveries together.
create or replace function requeue_deliveries(p_limit integer) returns integer
  language plpgsql
  as $$
  declare
    as_of timestamptz := clock();
    idle uuid[];
    late webhook_deliveries[];
  begin
    idle := array(
      select e.id
      from webhook_endpoints e
      where e.id = any (array(
        select id
        from list_parked_endpoints() as parked (id)
        where attempts_under_way(id, as_of) = 0
        order by id
        limit p_limit
      ))
      order by e.id
      for no key update skip locked
    );
    perform resume_deliveries(idle, 1, as_of);
    late := array(
      select d
      from webhook_deliveries d
      where d.state = 'pending'
        and not d.parked
        and d.next_attempt_at < as_of - interval '1 minute'
        and not exists (
          select 1
          from webhook_attempts a
          where a.delivery_id = d.id
            and a.ended_at is null
            and a.started_at > as_of - interval '10 seconds'
        )
      order by d.next_attempt_at
      limit p_limit
    );
    -- add_jobs notifies the workers even if the list is empty.
    if cardinality(late) > 0 then
      -- With their original time: a job that only waits in a long queue keeps its position.
      perform graphile_worker.add_jobs(
        array(select delivery_job(id, next_attempt_at) from unnest(late))
      );
    end if;
    return cardinality(idle) + cardinality(late);
  end
  $$;
