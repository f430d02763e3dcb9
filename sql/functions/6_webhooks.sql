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
      null, p_run_at, 25, null, null, null
    )::graphile_worker.job_spec
  $$;

-- Tells how a generation ended. Blocked is told as generation.failed, with that status.
create or replace function emit_generation_event(p_generation generations, p_images jsonb) returns void
  language sql
  as $$
    select emit_event(
      p_generation.account_id,
      'generation.' || case p_generation.status when 'blocked' then 'failed' else p_generation.status end,
      json_build_object(
        'generationId', p_generation.id,
        'type', coalesce(
          p_generation.options ->> 'type',
          case when jsonb_array_length(p_generation.inputs) > 0 then 'edit' else 'text2img' end
        ),
        'status', p_generation.status,
        'outputs', coalesce((
          select json_agg(
            json_build_object('png', i.url, 'webp', i."webpUrl", 'width', i.width, 'height', i.height)
            order by i.position
          )
          from jsonb_to_recordset(p_images) as i (
            position integer, url text, "webpUrl" text, width integer, height integer
          )
        ), '[]'),
        'error', p_generation.error_message,
        'createdAt', iso_time(p_generation.created_at),
        'completedAt', iso_time(p_generation.finished_at)
      ),
      p_generation.id
    )
  $$;

-- Begins the next attempt of a delivery: what to send and whom, or `busy` where the endpoint has as
-- many attempts under way as it may, so that a slow one holds up nobody else. No row where nothing
-- is to be done any more.
create or replace function start_delivery(p_delivery_id uuid, p_most_under_way integer)
  returns table (
    state text, endpoint_id uuid, url text, event text, body text, number integer,
    secret bytea, old_secret bytea
  )
  language plpgsql
  as $$
  #variable_conflict use_column
  declare
    due webhook_deliveries;
    target webhook_endpoints;
    moment timestamptz;
  begin
    select * into due from webhook_deliveries where id = p_delivery_id;
    select * into target from webhook_endpoints where id = due.endpoint_id for update;
    moment := clock();
    select * into due
    from webhook_deliveries d
    where d.id = p_delivery_id and d.state = 'pending' and d.next_attempt_at <= moment
    for update;
    if not found then
      return;
    end if;
    if target.disabled_at is not null or target.deleted_at is not null then
      update webhook_deliveries d
      set state = 'skipped', next_attempt_at = null, ended_at = moment
      where d.id = due.id;
      return;
    end if;
    if p_most_under_way <= (
      select count(*)
      from webhook_deliveries d
        join webhook_attempts a on a.delivery_id = d.id
      where d.endpoint_id = target.id
        and d.state = 'pending'
        and d.id <> due.id
        and a.ended_at is null
        and a.started_at > moment - interval '10 seconds'
    ) then
      perform graphile_worker.add_jobs(array[delivery_job(due.id, moment + interval '2 seconds')]);
      return query select
        'busy', target.id, target.url, due.event, due.body, due.attempts, target.secret, null::bytea;
      return;
    end if;
    insert into webhook_attempts (delivery_id, number, started_at)
    values (due.id, due.attempts + 1, moment)
    on conflict (delivery_id, number) do update set started_at = excluded.started_at;
    return query select
      'due', target.id, target.url, due.event, due.body, due.attempts + 1, target.secret,
      case when target.old_secret_until > moment then target.old_secret end;
  end
  $$;

-- Records how an attempt went and what follows: done, the next one after 30 s, 2 min, 10 min, or
-- given up. Eight deliveries given up in a row, or a 410, disable the endpoint.
create or replace function end_delivery_attempt(
  p_delivery_id uuid,
  p_number integer,
  p_status smallint,
  p_failure text,
  p_response_body text
) returns text
  language plpgsql
  as $$
  declare
    told webhook_deliveries;
    target uuid;
    moment timestamptz;
    verdict text;
    pauses interval[] := array['30 seconds', '2 minutes', '10 minutes'];
  begin
    select endpoint_id into target from webhook_deliveries where id = p_delivery_id;
    perform 1 from webhook_endpoints where id = target for update;
    moment := clock();
    update webhook_attempts
    set ended_at = moment, status = p_status, failure = p_failure, response_body = p_response_body
    where delivery_id = p_delivery_id and number = p_number and ended_at is null;
    if not found then
      return 'already';
    end if;
    select * into told from webhook_deliveries where id = p_delivery_id and state = 'pending';
    if not found then
      return 'already';
    end if;
    verdict := case
      when p_status between 200 and 299 then 'succeeded'
      when p_status = 410 or told.tries_left = 1 then 'exhausted'
      else 'pending'
    end;
    update webhook_deliveries
    set attempts = p_number,
      tries_left = told.tries_left - 1,
      state = verdict,
      next_attempt_at = case when verdict = 'pending' then moment + pauses[5 - told.tries_left] end,
      ended_at = case when verdict <> 'pending' then moment end
    where id = p_delivery_id
    returning * into told;
    if verdict = 'pending' then
      perform graphile_worker.add_jobs(array[delivery_job(told.id, told.next_attempt_at)]);
    elsif verdict = 'succeeded' then
      update webhook_endpoints
      set consecutive_failures = 0
      where id = target and consecutive_failures > 0;
    else
      perform count_webhook_failure(target, p_status = 410, moment);
    end if;
    return verdict;
  end
  $$;

create or replace function count_webhook_failure(p_endpoint_id uuid, p_gone boolean, p_now timestamptz)
  returns void
  language sql
  as $$
    update webhook_endpoints
    set consecutive_failures = consecutive_failures + 1,
      disabled_reason = coalesce(disabled_reason, case
        when p_gone then 'The receiver answered 410 Gone.'
        when consecutive_failures + 1 >= 8 then '8 deliveries in a row have failed.'
      end),
      disabled_at = coalesce(disabled_at, case
        when p_gone or consecutive_failures + 1 >= 8 then p_now
      end)
    where id = p_endpoint_id
  $$;

-- Sends a delivery once more: the same id and bytes, with four tries ahead.
create or replace function resend_delivery(p_delivery_id uuid, p_account_id uuid) returns boolean
  language plpgsql
  as $$
  begin
    update webhook_deliveries
    set state = 'pending', tries_left = 4, next_attempt_at = clock(), ended_at = null
    where id = p_delivery_id and account_id = p_account_id and state <> 'pending';
    if not found then
      return false;
    end if;
    perform graphile_worker.add_jobs(array[delivery_job(p_delivery_id, clock())]);
    return true;
  end
  $$;
