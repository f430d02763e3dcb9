-- Telling customers. A delivery's bytes are fixed in the statement that makes the event true.

create or replace function iso_time(p_moment timestamptz) returns text
  language sql immutable
  as $$ select to_char(p_moment at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

-- Writes one delivery, and its job, for each endpoint of the account that wants the event.
create or replace function emit_event(
  p_account_id uuid,
  p_event text,
  p_data json,
  p_generation_id uuid default null
) returns void
  language sql
  as $$
    with delivery as (
      insert into webhook_deliveries (
        id, endpoint_id, account_id, event, generation_id, body, next_attempt_at, created_at
      )
      select
        gen_random_uuid(), id, account_id, p_event, p_generation_id,
        json_build_object('event', p_event, 'data', p_data)::text, clock(), clock()
      from webhook_endpoints
      where account_id = p_account_id
        and deleted_at is null
        and disabled_at is null
        and p_event = any (events)
      returning id
    )
    select graphile_worker.add_jobs(jobs)
    from (select array_agg(delivery_job(id, clock())) as jobs from delivery) due
    where jobs is not null
  $$;

create or replace function delivery_job(p_delivery_id uuid, p_run_at timestamptz)
  returns graphile_worker.job_spec
  language sql stable
  as $$
    select (
      'deliver-webhook', json_build_object('deliveryId', p_delivery_id),
      null, p_run_at, 25, 'delivery:' || p_delivery_id, null, null
    )::graphile_worker.job_spec
  $$;

-- Tells how a generation ended. Blocked is told as generation.failed, with that status.
create or replace function emit_generation_event(p_generation generations, p_images jsonb) returns void
  language sql
  as $$
    select emit_event(
      p_generation.account_id,
      'generation.' || case p_generation.status when 'blocked' then 'failed' else p_generation.status end,
      case
        when p_generation.status in ('failed', 'blocked') then json_build_object(
          'generationId', p_generation.id,
          'type', task_type(p_generation),
          'status', p_generation.status,
          'outputs', '[]'::json,
          'error', p_generation.error_message,
          'createdAt', iso_time(p_generation.created_at),
          'completedAt', iso_time(p_generation.finished_at)
        )
        else json_build_object(
          'generationId', p_generation.id,
          'type', task_type(p_generation),
          'status', p_generation.status,
          'outputs', event_outputs(p_images),
          'createdAt', iso_time(p_generation.created_at),
          'completedAt', iso_time(p_generation.finished_at)
        )
      end,
      p_generation.id
    )
  $$;

create or replace function task_type(p_generation generations) returns text
  language sql immutable
  as $$
    select coalesce(
      p_generation.options ->> 'type',
      case when jsonb_array_length(p_generation.inputs) > 0 then 'edit' else 'text2img' end
    )
  $$;

-- Each image with a URL for each format that is stored, and no other.
create or replace function event_outputs(p_images jsonb) returns json
  language sql immutable
  as $$
    select coalesce(
      json_agg(
        json_strip_nulls(
          json_build_object(
            'png', case i."contentType" when 'image/png' then i.url end,
            'webp', case i."contentType" when 'image/webp' then i.url else i."webpUrl" end,
            'jpeg', case i."contentType" when 'image/jpeg' then i.url end,
            'width', i.width,
            'height', i.height
          )
        )
        order by i.position
      ),
      '[]'
    )
    from jsonb_to_recordset(p_images) as i (
      position integer, url text, "webpUrl" text, "contentType" text, width integer, height integer
    )
  $$;

-- Registers an endpoint, up to p_most of an account. False where it has as many.
create or replace function insert_webhook(
  p_id uuid,
  p_account_id uuid,
  p_url text,
  p_label text,
  p_events text[],
  p_secret bytea,
  p_last_four text,
  p_most integer
) returns boolean
  language plpgsql
  as $$
  begin
    perform 1 from accounts where id = p_account_id for update;
    if p_most <= (
      select count(*) from webhook_endpoints where account_id = p_account_id and deleted_at is null
    ) then
      return false;
    end if;
    insert into webhook_endpoints (
      id, account_id, url, label, events, secret, secret_last_four, created_at, subscribed_at
    )
    values (p_id, p_account_id, p_url, p_label, p_events, p_secret, p_last_four, clock(), clock());
    return true;
  end
  $$;

-- Changes an endpoint; null leaves a value as it is, an empty label forgets it. Enabling starts its
-- count of failures anew; disabling gives up what has not been sent. False where there is none.
create or replace function change_webhook(
  p_id uuid,
  p_account_id uuid,
  p_url text,
  p_label text,
  p_events text[],
  p_enabled boolean
) returns boolean
  language plpgsql
  as $$
  declare
    target webhook_endpoints;
    moment timestamptz;
  begin
    select * into target
    from webhook_endpoints
    where id = p_id and account_id = p_account_id and deleted_at is null
    for no key update;
    if not found then
      return false;
    end if;
    moment := clock();
    update webhook_endpoints
    set url = coalesce(p_url, url),
      label = nullif(coalesce(p_label, label), ''),
      events = coalesce(p_events, events),
      subscribed_at = case when p_events is null and p_enabled is null then subscribed_at else moment end,
      consecutive_failures = case when p_enabled then 0 else consecutive_failures end,
      disabled_at = case
        when p_enabled then null
        when p_enabled is null then disabled_at
        else coalesce(disabled_at, moment)
      end,
      disabled_reason = case
        when p_enabled then null
        when p_enabled is null then disabled_reason
        else coalesce(disabled_reason, 'by_you')
      end
    where id = p_id;
    if not p_enabled then
      perform skip_deliveries(p_id, moment);
    end if;
    return true;
  end
  $$;

create or replace function delete_webhook(p_id uuid, p_account_id uuid) returns boolean
  language plpgsql
  as $$
  begin
    update webhook_endpoints
    set deleted_at = clock()
    where id = p_id and account_id = p_account_id and deleted_at is null;
    if not found then
      return false;
    end if;
    perform skip_deliveries(p_id, clock());
    return true;
  end
  $$;

-- Gives up what an endpoint has not been sent. An attempt under way ends for itself.
create or replace function skip_deliveries(p_endpoint_id uuid, p_now timestamptz) returns void
  language sql
  as $$
    update webhook_deliveries d
    set state = 'skipped', next_attempt_at = null, parked = false, ended_at = p_now
    where d.endpoint_id = p_endpoint_id
      and d.state = 'pending'
      and not exists (
        select 1 from webhook_attempts a where a.delivery_id = d.id and a.ended_at is null
      )
  $$;

-- How many attempts an endpoint may have under way: one while the last has failed, so that even many
-- dead ones leave room for those that live.
create or replace function delivery_slots(p_endpoint webhook_endpoints) returns integer
  language sql immutable
  as $$ select case when p_endpoint.in_trouble then 1 else 4 end $$;

-- How many attempts an endpoint has under way. One that began 10 s ago has died with its worker.
create or replace function attempts_under_way(p_endpoint_id uuid, p_now timestamptz)
  returns bigint
  language sql stable
  as $$
    select count(*)
    from webhook_attempts
    where endpoint_id = p_endpoint_id
      and ended_at is null
      and started_at > p_now - interval '10 seconds'
  $$;

-- Whether an account may have one more attempt in progress, over all its endpoints and all
-- processes, so that slow receivers of a few accounts leave slots for all others. The limit is a quarter
-- of one worker's slots for deliveries. The lock makes the count exact until the caller's commit.
create or replace function has_delivery_slot(p_account_id uuid, p_as_of timestamptz) returns boolean
  language plpgsql
  as $$
  begin
    perform pg_advisory_xact_lock(4714, hashtext(p_account_id::text));
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

-- Begins the next attempt of a delivery: what to send, and where. No row where nothing is to be done:
-- it has ended, its endpoint wants nothing any more, or it or its account has as many attempts under way
-- as it may; then the delivery is parked until one of those ends, so that a slow endpoint holds up
-- nobody else.
create or replace function start_delivery(p_delivery_id uuid)
  returns table (
    endpoint_id uuid, url text, event text, body text, number integer,
    secret bytea, old_secret bytea, started_at timestamptz
  )
  language plpgsql
  as $$
  #variable_conflict use_column
  declare
    due webhook_deliveries;
    target webhook_endpoints;
    moment timestamptz;
    begun_at timestamptz;
  begin
    select e.* into target
    from webhook_deliveries d
      join webhook_endpoints e on e.id = d.endpoint_id
    where d.id = p_delivery_id
    for no key update of e;
    moment := clock();
    select * into due
    from webhook_deliveries
    where id = p_delivery_id and state = 'pending' and next_attempt_at <= moment
    for update;
    if not found then
      return;
    end if;
    select a.started_at into begun_at
    from webhook_attempts a
    where a.delivery_id = due.id and a.ended_at is null and a.started_at > moment - interval '10 seconds';
    if found then
      -- Another job of it may still wait for its reply.
      perform graphile_worker.add_jobs(array[delivery_job(due.id, begun_at + interval '10 seconds')]);
      return;
    end if;
    if target.deleted_at is not null or (target.disabled_at is not null and not due.test) then
      update webhook_attempts
      set ended_at = moment, failure = 'interrupted'
      where delivery_id = due.id and ended_at is null;
      perform skip_deliveries(target.id, moment);
      return;
    end if;
    if attempts_under_way(target.id, moment) >= delivery_slots(target)
      or not has_delivery_slot(target.account_id, moment)
    then
      update webhook_deliveries set parked = true where id = due.id;
      return;
    end if;
    update webhook_deliveries set parked = false where id = due.id and parked;
    insert into webhook_attempts (delivery_id, number, endpoint_id, started_at)
    values (due.id, due.attempts + 1, target.id, moment)
    on conflict (delivery_id, number) do update
    set started_at = excluded.started_at, ended_at = null, failure = null;
    return query select
      target.id, target.url, due.event, due.body, due.attempts + 1, target.secret,
      case when target.old_secret_until > moment then target.old_secret end, moment;
  end
  $$;

-- Records how an attempt went and what follows: done, the next one after 30 s, 2 min, 10 min, or
-- given up. Eight deliveries given up in a row, or a 410, disable the endpoint.
create or replace function end_delivery_attempt(p_delivery_id uuid, p_number integer, p_told jsonb)
  returns text
  language plpgsql
  as $$
  declare
    due webhook_deliveries;
    target webhook_endpoints;
    moment timestamptz;
    verdict text;
    status integer := (p_told ->> 'status')::integer;
    pauses interval[] := array['30 seconds', '2 minutes', '10 minutes'];
  begin
    select e.* into target
    from webhook_deliveries d
      join webhook_endpoints e on e.id = d.endpoint_id
    where d.id = p_delivery_id
    for no key update of e;
    moment := clock();
    update webhook_attempts
    set ended_at = moment,
      status = (p_told ->> 'status')::smallint,
      failure = p_told ->> 'failure',
      request_headers = p_told -> 'requestHeaders',
      response_headers = p_told -> 'responseHeaders',
      response_body = p_told ->> 'responseBody'
    where delivery_id = p_delivery_id and number = p_number and ended_at is null;
    if not found then
      return 'already';
    end if;
    select * into due from webhook_deliveries where id = p_delivery_id and state = 'pending';
    if not found then
      return 'already';
    end if;
    verdict := case
      when status between 200 and 299 then 'succeeded'
      when status = 410 or due.tries_left = 1 then 'exhausted'
      when target.disabled_at is not null or target.deleted_at is not null then 'skipped'
      else 'pending'
    end;
    update webhook_deliveries
    set attempts = p_number,
      tries_left = due.tries_left - 1,
      state = verdict,
      next_attempt_at = case when verdict = 'pending' then moment + pauses[5 - due.tries_left] end,
      ended_at = case when verdict <> 'pending' then moment end
    where id = p_delivery_id
    returning * into due;
    if verdict = 'pending' then
      perform graphile_worker.add_jobs(array[delivery_job(due.id, due.next_attempt_at)]);
    elsif verdict = 'succeeded' then
      update webhook_endpoints
      set consecutive_failures = 0
      where id = target.id and consecutive_failures > 0 and disabled_at is null;
    elsif verdict = 'exhausted' and not due.test then
      perform count_webhook_failure(target.id, coalesce(status = 410, false), moment);
    end if;
    if target.in_trouble = (verdict = 'succeeded') then
      update webhook_endpoints set in_trouble = not in_trouble where id = target.id returning * into target;
      perform resume_deliveries(target.id, delivery_slots(target), moment);
    end if;
    perform unpark_next_delivery(target.account_id, moment);
    return verdict;
  end
  $$;

-- The eighth in a row disables the endpoint, and so does a 410; nothing is counted after that.
create or replace function count_webhook_failure(p_endpoint_id uuid, p_gone boolean, p_now timestamptz)
  returns void
  language plpgsql
  as $$
  declare
    reason text;
  begin
    update webhook_endpoints
    set consecutive_failures = consecutive_failures + 1,
      disabled_reason = case
        when p_gone then 'gone'
        when consecutive_failures + 1 = 8 then 'failing'
      end,
      disabled_at = case when p_gone or consecutive_failures + 1 = 8 then p_now end
    where id = p_endpoint_id and disabled_at is null
    returning disabled_reason into reason;
    if reason is not null then
      perform skip_deliveries(p_endpoint_id, p_now);
    end if;
  end
  $$;

-- Gives up to so many parked deliveries of an endpoint their jobs back, the oldest first.
create or replace function resume_deliveries(p_endpoint_id uuid, p_number integer, p_now timestamptz)
  returns void
  language sql
  as $$
    with unparked as (
      update webhook_deliveries
      set parked = false
      where id in (
        select id
        from webhook_deliveries
        where endpoint_id = p_endpoint_id and parked
        order by created_at
        limit p_number
        for update skip locked
      )
      returning id
    )
    select graphile_worker.add_jobs(jobs)
    from (select array_agg(delivery_job(id, p_now)) as jobs from unparked) due
    where jobs is not null
  $$;

-- Gives the oldest parked delivery of an account its job back, among the endpoints that may have one more
-- attempt in progress. Called when an attempt of the account has ended.
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
    order by oldest.created_at
    limit 1;
    if found then
      perform resume_deliveries(endpoint, 1, p_as_of);
    end if;
  end
  $$;

-- The endpoints with parked deliveries, in the order of their ids. Reads one index entry for each.
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

-- Finds deliveries that nobody works on although they are due: parked behind an attempt that never
-- ended, or a minute late because their job is gone. Endpoints are locked in the order of their ids; one
-- that is locked is being worked on. Answers how many endpoints and deliveries.
create or replace function requeue_deliveries(p_limit integer) returns integer
  language plpgsql
  as $$
  declare
    moment timestamptz := clock();
    endpoint uuid;
    late webhook_deliveries[];
    requeued integer := 0;
  begin
    for endpoint in
      select id
      from list_parked_endpoints() as parked (id)
      where attempts_under_way(id, moment) = 0
      order by id
      limit p_limit
    loop
      perform 1 from webhook_endpoints where id = endpoint for no key update skip locked;
      if found then
        perform resume_deliveries(endpoint, 1, moment);
        requeued := requeued + 1;
      end if;
    end loop;
    late := array(
      select d
      from webhook_deliveries d
      where d.state = 'pending'
        and not d.parked
        and d.next_attempt_at < moment - interval '1 minute'
        and not exists (
          select 1
          from webhook_attempts a
          where a.delivery_id = d.id
            and a.ended_at is null
            and a.started_at > moment - interval '10 seconds'
        )
      order by d.next_attempt_at
      limit p_limit
    );
    -- With their own time: a job that is only waiting in a long queue keeps its place.
    perform graphile_worker.add_jobs(
      array(select delivery_job(id, next_attempt_at) from unnest(late))
    );
    return requeued + cardinality(late);
  end
  $$;

-- Sends deliveries once more, each with the same id and bytes and all its tries ahead: one of them,
-- or all that have failed since a moment. Answers which.
create or replace function resend_deliveries(p_endpoint_id uuid, p_delivery_id uuid, p_since timestamptz)
  returns setof uuid
  language plpgsql
  as $$
  declare
    again uuid[];
  begin
    perform 1 from webhook_endpoints where id = p_endpoint_id for no key update;
    with resent as (
      update webhook_deliveries
      set state = 'pending', tries_left = case when test then 1 else 4 end,
        next_attempt_at = clock(), ended_at = null
      where endpoint_id = p_endpoint_id
        and state <> 'pending'
        and (
          id = p_delivery_id
          or (created_at >= p_since and state in ('exhausted', 'skipped') and not test)
        )
      returning id
    )
    select coalesce(array_agg(id), '{}') into again from resent;
    perform graphile_worker.add_jobs(array(select delivery_job(id, clock()) from unnest(again) as t (id)));
    return query select unnest(again);
  end
  $$;

-- Sends an endpoint an event with made-up data: tried once, also while it is disabled.
create or replace function send_test_event(p_id uuid, p_endpoint_id uuid, p_event text, p_data json)
  returns void
  language plpgsql
  as $$
  begin
    insert into webhook_deliveries (
      id, endpoint_id, account_id, event, test, body, tries_left, next_attempt_at, created_at
    )
    select p_id, id, account_id, p_event, true,
      json_build_object('event', p_event, 'data', p_data)::text, 1, clock(), clock()
    from webhook_endpoints
    where id = p_endpoint_id;
    perform graphile_worker.add_jobs(array[delivery_job(p_id, clock())]);
  end
  $$;

-- Emits credits.low where a hold has taken the credits below the account's limit, once until
-- rearm_credits_low: credits that a release brings back do not lead to the event again. The caller
-- holds the account lock.
create or replace function emit_credits_low(p_account_id uuid, p_before integer, p_after integer)
  returns void
  language sql
  as $$
    with fallen as (
      update accounts
      set credits_low_notified_at = clock()
      where id = p_account_id
        and credits_low_at <= p_before
        and credits_low_at > p_after
        and credits_low_notified_at is null
      returning id, credits_low_at
    )
    select emit_event(
      id, 'credits.low',
      json_build_object(
        'credits', p_after, 'threshold', credits_low_at, 'createdAt', iso_time(clock())
      )
    )
    from fallen
  $$;

-- Lets credits.low be sent again once added credits have lifted an account above its limit. The caller
-- holds the account lock.
create or replace function rearm_credits_low(p_account_id uuid) returns void
  language sql
  as $$
    update accounts
    set credits_low_notified_at = null
    where id = p_account_id
      and credits_low_notified_at is not null
      and spendable_credits(id, clock()) > credits_low_at
  $$;

-- Emits credits.expiring for grants that expire within 72 hours, once for each, for up to so many of
-- them. Returns how many grants.
create or replace function notify_expiring_grants(p_limit integer) returns integer
  language plpgsql
  as $$
  declare
    due uuid[];
    jobs graphile_worker.job_spec[];
    notified integer;
    moment timestamptz := clock();
  begin
    due := array(
      select id
      from credit_grants
      where closed_at is null
        and expiry_told_at is null
        and remaining > 0
        and expires_at > moment
        and expires_at <= moment + interval '72 hours'
      order by expires_at
      limit p_limit
    );
    perform 1
    from accounts
    where id in (select account_id from credit_grants where id = any (due))
    order by id
    for update;
    moment := clock();
    with marked as (
      update credit_grants
      set expiry_told_at = moment
      where id = any (due) and closed_at is null and expiry_told_at is null and remaining > 0
      returning account_id, remaining, expires_at
    ), delivery as (
      insert into webhook_deliveries (
        id, endpoint_id, account_id, event, body, next_attempt_at, created_at
      )
      select
        gen_random_uuid(), e.id, e.account_id, 'credits.expiring',
        json_build_object('event', 'credits.expiring', 'data', json_build_object(
          'credits', m.remaining, 'expiresAt', iso_time(m.expires_at), 'createdAt', iso_time(moment)
        ))::text,
        moment, moment
      from marked m
        join webhook_endpoints e on e.account_id = m.account_id
      where e.deleted_at is null
        and e.disabled_at is null
        and 'credits.expiring' = any (e.events)
      returning id
    )
    select (select count(*) from marked), array(select delivery_job(id, moment) from delivery)
    into notified, jobs;
    perform graphile_worker.add_jobs(jobs);
    return notified;
  end
  $$;
