-- Functions of operators for the generations of all accounts.

-- Returns whether a generation has used more than half of the time until its deadline.
create or replace function is_stuck(p_generation generations) returns boolean
  language sql volatile
  as $$
    select p_generation.finished_at is null
      and clock() > began + (p_generation.deadline_at - began) / 2
    from coalesce(p_generation.started_at, p_generation.created_at) as began
  $$;

-- Lists generations of all accounts, the newest first: a bounded page (see list_generations). A null filter
-- matches everything. The rows of an account are in the order of their creation; those of all accounts are
-- in the order of the ids of their holds, which begin with the time and have an index. The live ones and
-- those with an unknown spend are few and read whole.
create or replace function list_operator_generations(
  p_account_id uuid,
  p_statuses text[],
  p_is_stuck boolean,
  p_is_spend_unknown boolean,
  p_from timestamptz,
  p_to timestamptz,
  p_before_id uuid,
  p_limit integer,
  p_window integer
) returns table (id uuid, is_match boolean, is_end boolean)
  language plpgsql stable
  rows 20
  set plan_cache_mode to force_custom_plan
  as $$
  #variable_conflict use_column
  declare
    selected uuid[] := select_operator_generations(p_statuses, p_is_stuck, p_is_spend_unknown);
    is_by_hold boolean := p_account_id is null and selected is null;
    before generations;
  begin
    select * into before from generations g where g.id = p_before_id;
    return query
      with examined as (
        (
          select g.id, g.hold_id, g.created_at, g.status
          from generations g
          where not is_by_hold
            and (p_account_id is null or g.account_id = p_account_id)
            and (selected is null or g.id = any (selected))
            and (p_before_id is null or (g.created_at, g.id) < (before.created_at, p_before_id))
          order by g.created_at desc, g.id desc
          limit p_window
        )
        union all (
          select g.id, g.hold_id, g.created_at, g.status
          from generations g
          where is_by_hold and (p_before_id is null or g.hold_id < before.hold_id)
          order by g.hold_id desc
          limit p_window
        )
      ), numbered as (
        select
          id,
          row_number() over (
            order by case when not is_by_hold then created_at end desc,
              case when is_by_hold then hold_id else id end desc
          ) as place,
          (p_statuses is null or status = any (p_statuses))
            and (p_from is null or created_at >= p_from)
            and (p_to is null or created_at < p_to) as is_match
        from examined
      )
      select id, is_match, place = p_window
      from numbered
      where is_match or place = p_window
      order by place
      limit p_limit;
  end
  $$;

-- Returns the generations to which filters limit a list, or null if they limit none: the live ones, the
-- stuck ones, and those with an unknown spend.
create or replace function select_operator_generations(
  p_statuses text[],
  p_is_stuck boolean,
  p_is_spend_unknown boolean
) returns uuid[]
  language plpgsql stable
  as $$
  begin
    if p_is_spend_unknown then
      return array(
        select distinct a.generation_id
        from all_provider_attempts a
          join generations g on g.id = a.generation_id
        where a.spend_unknown
          and a.ended_at is not null
          and (p_is_stuck is not true or is_stuck(g))
      );
    end if;
    if p_is_stuck or p_statuses <@ array['queued', 'running'] then
      return array(
        select g.id
        from generations g
        where g.finished_at is null and (p_is_stuck is not true or is_stuck(g))
      );
    end if;
    return null;
  end
  $$;

-- Queues a generation again, with a new job in place of one that is lost, dead or waiting. Returns
-- 'requeued', or why not: 'finished', 'overdue' after its deadline, or 'running' in a live worker. Returns
-- null if it does not exist.
create or replace function admin_requeue(p_actor_id uuid, p_generation_id uuid) returns text
  language plpgsql
  as $$
  declare
    live generations;
  begin
    select * into live from generations where id = p_generation_id for no key update;
    if not found then
      return null;
    end if;
    if live.finished_at is not null then
      return 'finished';
    end if;
    if live.deadline_at <= clock() then
      return 'overdue';
    end if;
    if exists (select 1 from workers where id = live.worker_id and stopped_at is null) then
      return 'running';
    end if;
    delete from graphile_worker._private_jobs j
    using graphile_worker._private_tasks t
    where t.id = j.task_id
      and t.identifier = 'generate'
      and (j.payload ->> 'generationId')::uuid = live.id
      and j.locked_at is null;
    perform graphile_worker.add_jobs(array[generate_job(live.id)]);
    perform write_audit_entry(
      p_actor_id => p_actor_id,
      p_action => 'generation.requeue',
      p_account_id => live.account_id,
      p_subject => live.id::text
    );
    return 'requeued';
  end
  $$;
