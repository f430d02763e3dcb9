-- Deletes rows that are no longer needed: workers that stopped a week ago, rate limit windows that opened a
-- day ago, counts of refusals of days before yesterday, and jobs that used up their attempts a month ago; at
-- most p_limit of each. Returns how many rows.
create or replace function delete_finished_records(p_limit integer) returns integer
  language sql
  as $$
    with deleted_workers as (
      delete from workers
      where id = any (array(
        select w.id
        from workers w
        where w.stopped_at < (select clock()) - interval '7 days'
          and not exists (
            select 1 from generations g where g.finished_at is null and g.worker_id = w.id
          )
        order by w.stopped_at
        limit p_limit
      ))
      returning 1
    ), deleted_windows as (
      delete from rate_windows
      where key_id = any (array(
        select key_id
        from rate_windows
        where started_at < (select clock()) - interval '1 day'
        order by started_at
        limit p_limit
        -- A request that is being counted has locked its window.
        for update skip locked
      ))
      returning 1
    ), deleted_refusals as (
      delete from content_refusals
      where account_id = any (array(
        select account_id
        from content_refusals
        where day < (clock() at time zone 'utc')::date - 1
        limit p_limit
        for update skip locked
      ))
      returning 1
    ), deleted_jobs as (
      delete from graphile_worker._private_jobs
      where id = any (array(
        select id
        from graphile_worker._private_jobs
        where not is_available
          and locked_at is null
          and attempts >= max_attempts
          and updated_at < clock() - interval '30 days'
        limit p_limit
        -- An operator who retries a job has locked it.
        for update skip locked
      ))
      returning 1
    )
    select (
      (select count(*) from deleted_workers)
      + (select count(*) from deleted_windows)
      + (select count(*) from deleted_refusals)
      + (select count(*) from deleted_jobs)
    )::integer
  $$;

-- Returns those of the storage keys that no row needs. The files of an unfinished generation are needed,
-- because they may still be delivered; so are those of a deleted one, because another cleanup removes them.
-- Images of generations that the database does not know stay: after a restore they can be the only copy of
-- what a customer paid for.
create or replace function list_unneeded_keys(p_keys text[]) returns setof text
  language sql stable
  as $$
    with examined as (
      select key, storage_key_owner(key) as owner_id
      from unnest(p_keys) as t (key)
    )
    select e.key
    from examined e
    where (
        e.key not like 'generations/%'
        or exists (select 1 from generations g where g.id = e.owner_id)
      )
      and not exists (
        select 1
        from generations g
        where g.id = e.owner_id
          and g.files_removed_at is null
          and (
            g.finished_at is null
            or g.deleted_at is not null
            or e.key = any (input_storage_keys(g.inputs))
          )
      )
      and not exists (
        select 1
        from images i
        where i.generation_id = e.owner_id and e.key in (i.storage_key, i.webp_key)
      )
      and not exists (
        select 1 from partial_images p where p.generation_id = e.owner_id and p.storage_key = e.key
      )
      and not exists (select 1 from uploads u where u.storage_key = e.key)
      and not exists (select 1 from uploads u where u.id = e.owner_id and u.copy_key = e.key)
      and not exists (select 1 from files f where f.storage_key = e.key)
      and not exists (select 1 from pending_inputs p where p.storage_key = e.key)
      and not (
        e.key like 'inputs/%'
        and exists (
          select 1
          from generations o
          where o.inputs <> '[]'
            and o.inputs @> jsonb_build_array(jsonb_build_object('storageKey', e.key))
        )
      )
  $$;

-- Returns the id of the generation, upload or file in a storage key (folder/id/name), or null for another
-- form.
create or replace function storage_key_owner(p_key text) returns uuid
  language sql immutable
  as $$
    select substring(
      p_key from '^[a-z]+/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/'
    )::uuid
  $$;
