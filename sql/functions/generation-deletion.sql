-- Deletes a finished generation: erases its texts and webhook deliveries, and schedules the removal of its
-- files. A delivery that is pending is not sent.
create or replace function delete_generation(p_id uuid, p_account_id uuid)
  returns generation_deletion_outcome
  language plpgsql
  as $$
  declare
    own generations;
  begin
    perform 1 from accounts where id = p_account_id for no key update;
    select * into own
    from generations
    where id = p_id and account_id = p_account_id and deleted_at is null
    for no key update;
    if not found then
      return 'not_found';
    end if;
    if own.finished_at is null then
      return 'unfinished';
    end if;
    update generations
    set deleted_at = clock(),
      prompt = '',
      options = options - 'response',
      end_user = null,
      error_message = null
    where id = own.id;
    perform erase_attempt_messages(array[own.id]);
    perform forget_copies(p_account_id, input_storage_keys(own.inputs));
    perform erase_deliveries(array[own.id]);
    return 'deleted';
  end
  $$;

-- Deletes the image rows of deleted generations whose files have been removed.
create or replace function erase_deleted_generations(p_ids uuid[]) returns void
  language plpgsql
  as $$
  begin
    perform 1 from generations where id = any (p_ids) order by id for update;
    delete from images
    where generation_id in (select id from generations where id = any (p_ids) and deleted_at is not null);
    delete from partial_images
    where generation_id in (select id from generations where id = any (p_ids) and deleted_at is not null);
    update generations
    set files_removed_at = clock(), inputs = '[]'
    where id = any (p_ids) and deleted_at is not null and files_removed_at is null;
  end
  $$;

-- Erases the texts of a closed account's generations, p_limit of them from the newest or after one of them,
-- and schedules the removal of their files. Live generations are skipped for a later call and counted.
-- Returns no row if none are left. p_before_at is passed by earlier releases, without the microseconds of
-- the time, and is not used.
create or replace function erase_generations(
  p_account_id uuid,
  p_before_at timestamptz,
  p_before_id uuid,
  p_limit integer
) returns table (last_at timestamptz, last_id uuid, erased integer, live integer)
  language sql
  as $$
    -- The retention holds this lock too. Otherwise both could lock the same generations in different orders.
    select 1 from accounts where id = p_account_id for no key update;
    with page as (
      select g.id, g.created_at, g.finished_at
      from generations g
      where g.account_id = p_account_id
        and (
          p_before_id is null
          or (g.created_at, g.id) < (select b.created_at, b.id from generations b where b.id = p_before_id)
        )
        and exists (
          select 1 from accounts a where a.id = p_account_id and a.closed_at is not null
        )
      order by g.created_at desc, g.id desc
      limit p_limit
    ), erased as (
      update generations g
      set deleted_at = clock(),
        prompt = '',
        options = options - 'response',
        end_user = null,
        error_message = null
      from page
      where g.id = page.id
        and g.finished_at is not null
        and g.deleted_at is null
      returning g.id
    ), erased_messages as materialized (
      select erase_attempt_messages(array(select id from erased))
    )
    select
      (array_agg(page.created_at order by page.created_at, page.id))[1],
      (array_agg(page.id order by page.created_at, page.id))[1],
      (select count(*) from erased)::integer,
      (count(*) filter (where page.finished_at is null))::integer
    from page
      cross join erased_messages
    having count(*) > 0
  $$;

-- Deletes other records that can contain texts of a closed account, p_limit of each kind: idempotency keys,
-- recent requests, interrupted responses, and webhook deliveries with the responses of receivers. Returns
-- how many were deleted.
create or replace function erase_account_records(p_account_id uuid, p_limit integer) returns integer
  language sql
  as $$
    with closed as (
      select id from accounts where id = p_account_id and closed_at is not null
    ), deleted_keys as (
      delete from idempotency_keys
      where ctid = any (array(
        select i.ctid from idempotency_keys i join closed on closed.id = i.account_id limit p_limit
      ))
      returning 1
    ), deleted_requests as (
      delete from recent_requests
      where ctid = any (array(
        select r.ctid
        from recent_requests r
          join keys k on k.id = r.key_id
          join closed on closed.id = k.account_id
        limit p_limit
      ))
      returning 1
    ), deleted_interruptions as (
      delete from interrupted_responses
      where ctid = any (array(
        select r.ctid
        from interrupted_responses r
          join keys k on k.id = r.key_id
          join closed on closed.id = k.account_id
        limit p_limit
      ))
      returning 1
    ), deleted_deliveries as (
      delete from webhook_deliveries
      where id = any (array(
        select d.id
        from webhook_deliveries d
          join webhook_endpoints e on e.id = d.endpoint_id
          join closed on closed.id = e.account_id
        limit p_limit
      ))
      returning 1
    ), archived as (
      select delete_archived_deliveries(array(
        select d.id
        from webhook_deliveries_history d
          join webhook_endpoints e on e.id = d.endpoint_id
          join closed on closed.id = e.account_id
        limit p_limit
      )) as deleted
    )
    select (
      (select count(*) from deleted_keys)
      + (select count(*) from deleted_requests)
      + (select count(*) from deleted_interruptions)
      + (select count(*) from deleted_deliveries)
      + (select deleted from archived)
    )::integer
  $$;

-- Returns the storage keys of the input images of a generation (generations.inputs).
create or replace function input_storage_keys(p_inputs jsonb) returns text[]
  language plpgsql immutable
  as $$
  begin
    return array(select value ->> 'storageKey' from jsonb_array_elements(p_inputs));
  end
  $$;
