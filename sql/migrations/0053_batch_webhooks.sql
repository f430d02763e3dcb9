-- Webhook events of batches.

alter type webhook_event add value 'batch.completed';
alter type webhook_event add value 'batch.failed';
alter type webhook_event add value 'batch.expired';
alter type webhook_event add value 'batch.cancelled';

-- As text: the new values cannot be used in the transaction that adds them. Without a validation, which
-- would read all deliveries under a lock: rows that the constraint before it has accepted satisfy this one.
alter table webhook_deliveries
  -- The batch that the event is about. It may be deleted before its deliveries.
  add column batch_id uuid,
  drop constraint webhook_deliveries_facts,
  add constraint webhook_deliveries_facts check (
    test
    or body is not null
    or case event::text
      when 'credits.low' then credits is not null and threshold_credits is not null
      when 'credits.expiring' then credits is not null and credits_expire_at is not null
      when 'key.leaked' then key_id is not null
      when 'batch.completed' then batch_id is not null
      when 'batch.failed' then batch_id is not null
      when 'batch.expired' then batch_id is not null
      when 'batch.cancelled' then batch_id is not null
      else generation_id is not null
    end
  ) not valid;

-- Creates a delivery and its job for each endpoint of the account that subscribes to the end of a batch.
create function emit_batch_end() returns trigger
  language plpgsql
  as $$
  declare
    jobs graphile_worker.job_spec[];
  begin
    with delivery as (
      insert into webhook_deliveries (
        id, endpoint_id, account_id, event, batch_id, next_attempt_at, created_at
      )
      select gen_random_uuid(), id, account_id, event.name, new.id, new.finished_at, new.finished_at
      from webhook_endpoints
        cross join lateral unnest(events) as event (name)
      where account_id = new.account_id
        and deleted_at is null
        and disabled_at is null
        and event.name::text = 'batch.' || new.status
      returning id
    )
    select array_agg(delivery_job(id, new.finished_at)) into jobs from delivery;
    -- An empty list would notify all workers as well.
    if jobs is not null then
      perform graphile_worker.add_jobs(jobs);
    end if;
    return null;
  end
  $$;

-- In the statement that ends the batch, also if a process of the previous release sends it. A batch ends
-- once.
create trigger batches_emit_end
  after update of status on batches
  for each row
  when (old.finished_at is null and new.finished_at is not null)
  execute function emit_batch_end();
