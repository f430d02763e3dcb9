-- Webhook events. The payload is stored in the same statement that commits the event, so that retries send
-- identical bytes.

-- Creates a delivery and its job for each endpoint of the account that subscribes to the event.
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

-- Emits the event of a finished generation. A blocked generation emits generation.failed with status
-- blocked.
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

-- Returns the `type` of a generation in webhook payloads.
create or replace function task_type(p_generation generations) returns text
  language sql immutable
  as $$
    select coalesce(
      p_generation.options ->> 'type',
      case when jsonb_array_length(p_generation.inputs) > 0 then 'edit' else 'text2img' end
    )
  $$;

-- Returns the outputs of a webhook payload: for each image a URL for each stored format.
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

-- Emits credits.low if a hold has taken the balance below the account's threshold, once until
-- rearm_credits_low: released credits do not emit the event again. The caller holds the account lock.
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

-- Allows credits.low to be emitted again after a grant has raised the balance above the threshold. The
-- caller holds the account lock.
create or replace function rearm_credits_low(p_account_id uuid) returns void
  language sql
  as $$
    update accounts
    set credits_low_notified_at = null
    where id = p_account_id
      and credits_low_notified_at is not null
      and spendable_credits(id, clock()) > credits_low_at
  $$;

-- Emits credits.expiring for grants that expire within 72 hours, once for each grant, at most p_limit.
-- Returns how many grants.
create or replace function notify_expiring_grants(p_limit integer) returns integer
  language plpgsql
  as $$
  declare
    due uuid[];
    jobs graphile_worker.job_spec[];
    notified integer;
    as_of timestamptz := clock();
  begin
    due := array(
      select id
      from credit_grants
      where closed_at is null
        and expiry_notified_at is null
        and remaining > 0
        and expires_at > as_of
        and expires_at <= as_of + interval '72 hours'
      order by expires_at
      limit p_limit
    );
    perform 1
    from accounts
    where id in (select account_id from credit_grants where id = any (due))
    order by id
    for update;
    as_of := clock();
    with marked as (
      update credit_grants
      set expiry_notified_at = as_of
      where id = any (due) and closed_at is null and expiry_notified_at is null and remaining > 0
      returning account_id, remaining, expires_at
    ), delivery as (
      insert into webhook_deliveries (
        id, endpoint_id, account_id, event, body, next_attempt_at, created_at
      )
      select
        gen_random_uuid(), e.id, e.account_id, 'credits.expiring',
        json_build_object('event', 'credits.expiring', 'data', json_build_object(
          'credits', m.remaining, 'expiresAt', iso_time(m.expires_at), 'createdAt', iso_time(as_of)
        ))::text,
        as_of, as_of
      from marked m
        join webhook_endpoints e on e.account_id = m.account_id
      where e.deleted_at is null
        and e.disabled_at is null
        and 'credits.expiring' = any (e.events)
      returning id
    )
    select (select count(*) from marked), array(select delivery_job(id, as_of) from delivery)
    into notified, jobs;
    perform graphile_worker.add_jobs(jobs);
    return notified;
  end
  $$;

-- Formats a time in UTC as ISO 8601 with milliseconds.
create or replace function iso_time(p_time timestamptz) returns text
  language sql immutable
  as $$ select to_char(p_time at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;
