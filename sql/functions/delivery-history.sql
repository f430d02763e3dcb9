-- The history of webhook deliveries and their attempts (see month-partitions.sql).

-- Moves deliveries that ended a day ago, with their attempts, to the partitions of the months in which they
-- were created, at most the p_limit oldest ones. One that another session has locked, or whose month has no
-- partition, stays. Returns how many were moved.
create or replace function archive_deliveries(p_limit integer) returns integer
  language sql
  as $$
    with months as materialized (
      select min(begins_at) as begins_at, max(ends_at) as ends_at
      from list_partitions('webhook_deliveries_history')
      -- Programs of the previous release do not read the history (see its migration).
      where (
        select applied_at from migrations where name like '%\_delivery\_history'
      ) < clock() - interval '1 day'
    ), ended as (
      select d.id
      from webhook_deliveries d
        cross join months m
      where d.state <> 'pending'
        and d.ended_at < (select clock()) - interval '1 day'
        and d.created_at >= m.begins_at
        and d.created_at < m.ends_at
        and not exists (
          select 1 from webhook_attempts a where a.delivery_id = d.id and a.ended_at is null
        )
      order by d.created_at
      limit p_limit
      for update of d skip locked
    ), moved_attempts as (
      delete from webhook_attempts where delivery_id = any (array(select id from ended)) returning *
    ), moved as (
      delete from webhook_deliveries where id = any (array(select id from ended)) returning *
    ), archived_attempts as (
      insert into webhook_attempts_history
      select a.*, d.created_at
      from moved_attempts a
        join moved d on d.id = a.delivery_id
    ), archived as (
      insert into webhook_deliveries_history select * from moved returning 1
    )
    select count(*)::integer from archived
  $$;

-- Moves deliveries of an endpoint and their attempts back from the history, to be sent again. The caller
-- holds the lock of the endpoint, and has looked for them in the live table before: one that moves to the
-- history in between is found here. Returns their ids.
create or replace function restore_deliveries(p_endpoint_id uuid, p_ids uuid[]) returns setof uuid
  language sql
  as $$
    with archived as (
      delete from webhook_deliveries_history
      where id = any (p_ids) and endpoint_id = p_endpoint_id
      returning *
    ), archived_attempts as (
      delete from webhook_attempts_history
      where delivery_id = any (array(select id from archived))
      returning *
    ), restored as (
      insert into webhook_deliveries
      select * from archived
      returning id
    ), restored_attempts as (
      insert into webhook_attempts
      select
        delivery_id, number, endpoint_id, started_at, ended_at, status, failure, request_headers,
        response_headers, response_body
      from archived_attempts
    )
    select id from restored
  $$;

-- Deletes deliveries and their attempts from the history. Returns how many deliveries.
create or replace function delete_archived_deliveries(p_ids uuid[]) returns integer
  language sql
  as $$
    with deleted_attempts as (
      delete from webhook_attempts_history where delivery_id = any (p_ids)
    ), deleted as (
      delete from webhook_deliveries_history where id = any (p_ids) returning 1
    )
    select count(*)::integer from deleted
  $$;

-- Deletes ended deliveries that were created p_days ago, with their attempts, at most p_limit of each table.
-- Returns how many.
create or replace function delete_old_deliveries(p_days integer, p_limit integer) returns integer
  language sql
  as $$
    with period as (
      select clock() - p_days * interval '1 day' as until
    ), old as (
      select h.id
      from webhook_deliveries_history h
      where h.created_at < (select until from period)
      order by h.created_at
      limit p_limit
    ), deleted as (
      delete from webhook_deliveries
      where id = any (array(
        select id
        from webhook_deliveries
        where created_at < (select until from period) and state <> 'pending'
        order by created_at
        limit p_limit
        for update skip locked
      ))
      returning 1
    )
    select (select count(*) from deleted)::integer + delete_archived_deliveries(array(select id from old))
  $$;
