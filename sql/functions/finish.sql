-- Finishes generations, all that wait in one statement: state, images, attempt, credits and webhook events.
-- With a worker and a claim an ending is rejected if that claim is lost; without them (cancel, recovery) any
-- live generation is finished. Without p_may_wait, generations that another session has locked, or whose
-- account it has locked, do not change and have no outcome.
-- Outcomes: finished; fenced if the claim is lost; already if the generation has finished before.
create or replace function finish_generations(p_endings generation_ending[], p_may_wait boolean)
  returns table (generation_id uuid, outcome finish_outcome, finished_at timestamptz)
  language plpgsql
  rows 10
  as $$
  #variable_conflict use_column
  declare
    locked_ids uuid[];
    as_of timestamptz;
    ended generation_ending[];
  begin
    if cardinality(p_endings) = 1 then
      return query select * from finish_one(p_endings[1], p_may_wait);
      return;
    end if;
    locked_ids := lock_live_generations(array(select id from unnest(p_endings)), p_may_wait);
    as_of := clock();
    with ended as (
      update generations g
      set status = e.status,
        delivered = cardinality(e.images),
        error_code = e.error_code,
        error_message = e.error_message,
        provider = coalesce((e.attempt).provider, open_attempt_provider(g.id), g.provider),
        worker_id = null,
        finished_at = as_of
      from unnest(p_endings) e
      where g.id = any (locked_ids)
        and g.id = e.id
        and g.finished_at is null
        and (e.worker_id is null or (g.worker_id = e.worker_id and g.claim = e.claim))
      returning g.id
    )
    select coalesce(array_agg(e), '{}') into ended
    from unnest(p_endings) e
    where e.id in (select id from ended);
    -- A generation without a claim may have been queued.
    perform dequeue_generations(
      array(select id from unnest(ended) where worker_id is null), p_job_generation_ids => '{}'
    );
    perform record_endings(ended, as_of);
    return query
      select
        g.id,
        case
          when g.id in (select id from unnest(ended)) then 'finished'
          when g.finished_at is null then 'fenced'
          else 'already'
        end::finish_outcome,
        g.finished_at
      from generations g
      where g.id = any (locked_ids);
  end
  $$;

-- Records what follows from finished generations: images, attempts, credits, webhook events and
-- notifications. Commits with a notification run one at a time.
create or replace function record_endings(p_endings generation_ending[], p_as_of timestamptz) returns void
  language plpgsql
  as $$
  begin
    perform insert_images(p_endings, p_as_of);
    perform end_attempts(
      array(
        select case when (attempt).id is null then find_lost_attempt(id) else attempt end
        from unnest(p_endings)
      )
    );
    perform close_holds(
      array(
        select row(g.hold_id, g.delivered * g.unit_credits, e.is_our_fault)::hold_closing
        from unnest(p_endings) e
          join generations g on g.id = e.id
        where g.id = any (array(select id from unnest(p_endings)))
      )
    );
    perform count_blocked_generations(p_endings, p_as_of);
    perform emit_generation_events(array(select id from unnest(p_endings)));
    perform pg_notify('generation_finished', id::text) from unnest(p_endings) where notifies;
  end
  $$;

-- Inserts the images of finished generations.
create or replace function insert_images(p_endings generation_ending[], p_as_of timestamptz)
  returns void
  language plpgsql
  as $$
  begin
    insert into images (
      id, generation_id, position, storage_key, webp_key, content_type,
      width, height, size_bytes, placeholder, created_at
    )
    select
      i.id, e.id, i.position, i.storage_key, i.webp_key, i.content_type,
      i.width, i.height, i.size_bytes, i.placeholder, p_as_of
    from unnest(p_endings) e
      cross join lateral unnest(e.images) i;
  end
  $$;

-- Finishes one generation. See finish_generations.
create or replace function finish_generation(
  p_id uuid,
  p_status text,
  p_error_code text default null,
  p_error_message text default null,
  p_is_our_fault boolean default false,
  p_images new_image[] default '{}',
  p_attempt attempt_result default null,
  p_worker_id uuid default null,
  p_claim integer default null,
  p_notifies boolean default true
) returns table (outcome finish_outcome, finished_at timestamptz)
  language sql
  rows 1
  as $$
    select outcome, finished_at
    from finish_generations(
      array[
        row(
          p_id, p_status, p_error_code, p_error_message, p_is_our_fault, p_images, p_attempt,
          p_worker_id, p_claim, p_notifies
        )::generation_ending
      ],
      true
    )
  $$;

-- Locks the accounts of generations, and then the generations, each in the order of their ids, so that
-- concurrent calls do not deadlock. Returns the locked generations: without p_may_wait, those that no other
-- session has locked, and whose account none has locked.
create or replace function lock_live_generations(p_generation_ids uuid[], p_may_wait boolean)
  returns uuid[]
  language plpgsql
  as $$
  declare
    account_ids uuid[] := lock_accounts(
      array(select account_id from generations where id = any (p_generation_ids)), p_may_wait
    );
  begin
    return lock_generations(
      array(
        -- Materialized: otherwise a plan may read all generations of the account for these.
        with named as materialized (
          select id, account_id from generations where id = any (p_generation_ids)
        )
        select id from named where account_id = any (account_ids)
      ),
      p_may_wait
    );
  end
  $$;

-- Returns the provider of the open attempt of a generation.
create or replace function open_attempt_provider(p_generation_id uuid) returns text
  language sql stable
  as $$
    select provider
    from provider_attempts
    where generation_id = p_generation_id and ended_at is null
  $$;
