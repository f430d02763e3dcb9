-- Starts the next attempt of a delivery and returns what to send. Returns no row if there is nothing to
-- send: the delivery has finished, its endpoint is disabled or deleted, or the endpoint or its account has
-- no free slot. Without a free slot the delivery is parked until an attempt ends, so that a slow endpoint
-- does not delay others. It is also parked if the endpoint has never answered with 2xx and has used up its
-- attempts of this hour. Sends p_body and stores it. It is the body of earlier attempts, except for image
-- URLs that expire.
create or replace function start_delivery(p_delivery_id uuid, p_body text)
  returns table (
    endpoint_id uuid, url text, event webhook_event, body text, number integer,
    secret bytea, old_secret bytea, started_at timestamptz
  )
  language plpgsql
  as $$
  #variable_conflict use_column
  declare
    due webhook_deliveries;
    target webhook_endpoints;
    as_of timestamptz;
    begun_at timestamptz;
  begin
    select e.* into target
    from webhook_deliveries d
      join webhook_endpoints e on e.id = d.endpoint_id
    where d.id = p_delivery_id
    for no key update of e;
    as_of := clock();
    select * into due
    from webhook_deliveries
    where id = p_delivery_id and state = 'pending' and next_attempt_at <= as_of
    for no key update;
    if not found then
      return;
    end if;
    select a.started_at into begun_at
    from webhook_attempts a
    where a.delivery_id = due.id and a.ended_at is null and a.started_at > as_of - interval '10 seconds';
    if found then
      -- Another job of this delivery may still wait for the reply.
      perform graphile_worker.add_jobs(array[delivery_job(due.id, begun_at + interval '10 seconds')]);
      return;
    end if;
    if target.deleted_at is not null or (target.disabled_at is not null and not due.test) then
      perform interrupt_attempt(due.id, as_of);
      perform skip_deliveries(target.id, as_of);
      return;
    end if;
    if attempts_under_way(target.id, as_of) >= delivery_slots(target)
      or not has_delivery_slot(target.account_id, as_of)
      or not (target.confirmed_at is not null or consume_unconfirmed_attempt(target))
    then
      update webhook_deliveries set parked = true where id = due.id;
      return;
    end if;
    update webhook_deliveries d
    set parked = false, body = p_body
    where d.id = due.id
    returning d.* into due;
    insert into webhook_attempts (delivery_id, number, endpoint_id, started_at)
    values (due.id, due.attempts + 1, target.id, as_of)
    on conflict (delivery_id, number) do update
    set started_at = excluded.started_at, ended_at = null, failure = null;
    return query select
      target.id, target.url, due.event, due.body, due.attempts + 1, target.secret,
      case when target.old_secret_until > as_of then target.old_secret end, as_of;
  end
  $$;

-- Ends the attempt of a delivery whose worker was lost.
create or replace function interrupt_attempt(p_delivery_id uuid, p_as_of timestamptz) returns void
  language sql
  as $$
    update webhook_attempts
    set ended_at = p_as_of, failure = 'interrupted'
    where delivery_id = p_delivery_id and ended_at is null
  $$;

-- Records the result of an attempt and returns the state that follows: succeeded, pending (retry after
-- 30 s, 2 min or 10 min), exhausted or skipped. Null if the attempt or its delivery has ended before. Eight
-- exhausted deliveries in a row, or status 410, disable the endpoint.
create or replace function end_delivery_attempt(
  p_delivery_id uuid,
  p_number integer,
  p_status integer,
  p_failure delivery_failure,
  p_request_headers jsonb,
  p_response_headers jsonb,
  p_response_body text
) returns delivery_state
  language plpgsql
  as $$
  declare
    due webhook_deliveries;
    target webhook_endpoints;
    as_of timestamptz;
    next_state delivery_state;
    pauses interval[] := array['30 seconds', '2 minutes', '10 minutes'];
  begin
    select e.* into target
    from webhook_deliveries d
      join webhook_endpoints e on e.id = d.endpoint_id
    where d.id = p_delivery_id
    for no key update of e;
    as_of := clock();
    update webhook_attempts
    set ended_at = as_of,
      status = p_status,
      failure = p_failure,
      request_headers = p_request_headers,
      response_headers = p_response_headers,
      response_body = p_response_body
    where delivery_id = p_delivery_id and number = p_number and ended_at is null;
    if not found then
      return null;
    end if;
    select * into due from webhook_deliveries where id = p_delivery_id and state = 'pending';
    if not found then
      return null;
    end if;
    next_state := next_delivery_state(due, target, p_status);
    update webhook_deliveries
    set attempts = p_number,
      tries_left = due.tries_left - 1,
      state = next_state,
      next_attempt_at = case when next_state = 'pending' then as_of + pauses[5 - due.tries_left] end,
      ended_at = case when next_state <> 'pending' then as_of end
    where id = p_delivery_id
    returning * into due;
    if next_state = 'pending' then
      perform graphile_worker.add_jobs(array[delivery_job(due.id, due.next_attempt_at)]);
    end if;
    if next_state = 'succeeded' and target.confirmed_at is null then
      perform confirm_endpoint(target, due.id, as_of);
    end if;
    perform update_endpoint_health(due, target, coalesce(p_status = 410, false), as_of);
    perform unpark_next_delivery(target.account_id, as_of);
    return next_state;
  end
  $$;

-- Returns the state of a delivery after an attempt with this HTTP status, which is null without a response.
create or replace function next_delivery_state(
  p_delivery webhook_deliveries,
  p_endpoint webhook_endpoints,
  p_status integer
) returns delivery_state
  language sql immutable
  as $$
    select (
      case
        when p_status between 200 and 299 then 'succeeded'
        when p_status = 410 or p_delivery.tries_left = 1 then 'exhausted'
        when p_endpoint.disabled_at is not null or p_endpoint.deleted_at is not null then 'skipped'
        else 'pending'
      end
    )::delivery_state
  $$;

-- Updates an endpoint after an attempt of a delivery: its count of failures, and whether it is in trouble.
-- Its parked deliveries are queued when that changes. The caller holds the lock of the endpoint.
create or replace function update_endpoint_health(
  p_delivery webhook_deliveries,
  p_endpoint webhook_endpoints,
  p_is_gone boolean,
  p_as_of timestamptz
) returns void
  language plpgsql
  as $$
  declare
    changed webhook_endpoints;
  begin
    if p_delivery.state = 'succeeded' then
      update webhook_endpoints
      set consecutive_failures = 0
      where id = p_endpoint.id and consecutive_failures > 0 and disabled_at is null;
    elsif p_delivery.state = 'exhausted' and not p_delivery.test then
      perform count_webhook_failure(p_endpoint.id, p_is_gone, p_as_of);
    end if;
    update webhook_endpoints
    set in_trouble = not in_trouble
    where id = p_endpoint.id and in_trouble = (p_delivery.state = 'succeeded')
    returning * into changed;
    if found then
      perform resume_deliveries(array[p_endpoint.id], delivery_slots(changed), p_as_of);
    end if;
  end
  $$;

-- Records that an endpoint answered with 2xx. A response to an attempt that started before the URL changed
-- says nothing about the new URL.
create or replace function confirm_endpoint(
  p_endpoint webhook_endpoints,
  p_delivery_id uuid,
  p_as_of timestamptz
) returns void
  language sql
  as $$
    update webhook_endpoints
    set confirmed_at = p_as_of
    where id = p_endpoint.id
      and exists (
        select 1
        from webhook_attempts a
        where a.delivery_id = p_delivery_id
          and a.status between 200 and 299
          and a.started_at > coalesce(p_endpoint.url_changed_at, '-infinity')
      )
  $$;

-- Counts one attempt to an endpoint that has never answered with 2xx, whose URL may belong to a server that
-- wants no events. Returns false if 100 attempts to the host, or 300 of the account, were made in the hour.
-- Endpoints that were deleted count too. Names of one host in other spellings only share the second limit.
create or replace function consume_unconfirmed_attempt(p_endpoint webhook_endpoints) returns boolean
  language plpgsql
  as $$
  declare
    host text := lower(substring(p_endpoint.url from '^[^:]*:[/\\]*([^/?#\\]*)'));
    scope text := 'webhook-unconfirmed ' || p_endpoint.account_id;
  begin
    if consume_attempt_in_window(scope || ' ' || host, 100, interval '1 hour') > 0 then
      return false;
    end if;
    return consume_attempt_in_window(scope, 300, interval '1 hour') = 0;
  end
  $$;

-- Returns how many attempts an endpoint may have in progress: one after a failed attempt, so that failing
-- endpoints leave slots for the others.
create or replace function delivery_slots(p_endpoint webhook_endpoints) returns integer
  language sql immutable
  as $$ select case when p_endpoint.in_trouble then 1 else 4 end $$;

-- Returns how many attempts of an endpoint are in progress. An attempt that started more than 10 s ago was
-- lost with its worker.
create or replace function attempts_under_way(p_endpoint_id uuid, p_as_of timestamptz)
  returns bigint
  language sql stable
  as $$
    select count(*)
    from webhook_attempts
    where endpoint_id = p_endpoint_id
      and ended_at is null
      and started_at > p_as_of - interval '10 seconds'
  $$;

-- Returns whether an account may have one more attempt in progress, over all its endpoints and all
-- processes, so that slow receivers of a few accounts leave slots for the others. The limit is a quarter of
-- one worker's slots for deliveries. The lock makes the count exact until the caller commits.
create or replace function has_delivery_slot(p_account_id uuid, p_as_of timestamptz) returns boolean
  language plpgsql
  as $$
  begin
    perform lock_delivery_attempts(p_account_id);
    return 16 > (
      select count(*)
      from webhook_endpoints e
        join webhook_attempts a on a.endpoint_id = e.id
      where e.account_id = p_account_id
        and e.deleted_at is null
        and a.ended_at is null
        and a.started_at > p_as_of - interval '10 seconds'
    );
  end
  $$;
