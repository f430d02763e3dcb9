-- Webhook events. An event is stored as one delivery for each subscribed endpoint, in the statement that
-- causes the event. A delivery has the facts of its event; the dialect that owns the format of webhooks
-- renders them into a body.

-- Creates a delivery and its job for each endpoint of the account that subscribes to the event.
create or replace function emit_event(
  p_account_id uuid,
  p_event webhook_event,
  p_generation_id uuid default null,
  p_credits integer default null,
  p_threshold_credits integer default null
) returns void
  language sql
  as $$
    with delivery as (
      insert into webhook_deliveries (
        id, endpoint_id, account_id, event, generation_id, credits, threshold_credits,
        next_attempt_at, created_at
      )
      select
        time_ordered_uuid(), id, account_id, p_event, p_generation_id, p_credits, p_threshold_credits,
        clock(), clock()
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

-- Creates deliveries of the terminal states of generations, and their jobs, for each endpoint that
-- subscribes to them.
create or replace function emit_generation_events(p_generation_ids uuid[]) returns void
  language plpgsql
  as $$
  declare
    as_of timestamptz := clock();
    jobs graphile_worker.job_spec[];
  begin
    -- Materialized: otherwise a plan may read all generations of the account for these.
    with finished as materialized (
      select id, account_id, status from generations where id = any (p_generation_ids)
    ), delivery as (
      insert into webhook_deliveries (
        id, endpoint_id, account_id, event, generation_id, next_attempt_at, created_at
      )
      select time_ordered_uuid(), e.id, e.account_id, to_webhook_event(g.status), g.id, as_of, as_of
      from finished g
        join webhook_endpoints e on e.account_id = g.account_id
      where e.account_id = any (array(select account_id from finished))
        and e.deleted_at is null
        and e.disabled_at is null
        and to_webhook_event(g.status) = any (e.events)
      returning id
    )
    select array_agg(delivery_job(id, as_of)) into jobs from delivery;
    -- add_jobs notifies the workers even if the list is empty.
    if jobs is not null then
      perform graphile_worker.add_jobs(jobs);
    end if;
  end
  $$;

-- Returns a new id (UUID version 7). It begins with the time, so that new rows share few pages of an index.
-- With random ids, each insert changes a different page of a large index, and Postgres writes a page to the
-- WAL when it first changes after a checkpoint. Postgres has uuidv7() since version 18.
create or replace function time_ordered_uuid() returns uuid
  language sql volatile
  as $$
    select encode(
      set_bit(
        set_bit(
          overlay(
            uuid_send(gen_random_uuid())
            placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
            from 1 for 6
          ),
          52, 1
        ),
        53, 1
      ),
      'hex'
    )::uuid
  $$;

-- Returns the event of a generation's terminal state. A blocked generation emits generation.failed.
create or replace function to_webhook_event(p_status text) returns webhook_event
  language sql immutable
  as $$
    select case p_status
      when 'succeeded' then 'generation.succeeded'
      when 'canceled' then 'generation.canceled'
      else 'generation.failed'
    end::webhook_event
  $$;

-- Emits credits.low if a hold reduces the spendable balance from p_before, which is at or above the
-- threshold of the account, to p_after, which is below it. Emits it once until rearm_credits_low: after
-- released credits have raised the balance, it is not emitted again. The caller holds the account lock.
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
      p_account_id => id,
      p_event => 'credits.low',
      p_credits => p_after,
      p_threshold_credits => credits_low_at
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
    for no key update;
    as_of := clock();
    -- Some may have expired during the wait for the locks.
    due := array(select id from credit_grants where id = any (due) and expires_at > as_of);
    with marked as (
      update credit_grants
      set expiry_notified_at = as_of
      where id = any (due) and closed_at is null and expiry_notified_at is null and remaining > 0
      returning account_id, remaining, expires_at
    ), delivery as (
      insert into webhook_deliveries (
        id, endpoint_id, account_id, event, credits, credits_expire_at, next_attempt_at, created_at
      )
      select
        time_ordered_uuid(), e.id, e.account_id, 'credits.expiring', m.remaining, m.expires_at,
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
    -- add_jobs notifies the workers even if the list is empty.
    if cardinality(jobs) > 0 then
      perform graphile_worker.add_jobs(jobs);
    end if;
    return notified;
  end
  $$;
