-- Finishes a generation: state, images, attempt, credits and webhook events. With p_worker_id and p_claim it
-- is rejected if that claim is lost; without them (cancel, recovery) any live generation is finished.
-- p_notifies: whether requests of other processes may wait for it. They also poll, and commits with a
-- notification run one at a time.
-- Outcomes: finished; fenced if the claim is lost; already if the generation has finished before.
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
  language plpgsql
  rows 1
  as $$
  #variable_conflict use_column
  declare
    ended generations;
  begin
    perform 1
    from accounts
    where id = (select account_id from generations where id = p_id)
    for no key update;
    update generations
    set status = p_status,
      delivered = cardinality(p_images),
      error_code = p_error_code,
      error_message = p_error_message,
      provider = coalesce((p_attempt).provider, open_attempt_provider(p_id), provider),
      worker_id = null,
      finished_at = clock()
    where id = p_id
      and finished_at is null
      and (p_worker_id is null or (worker_id = p_worker_id and claim = p_claim))
    returning * into ended;
    if not found then
      return query
        select case when g.finished_at is null then 'fenced' else 'already' end::finish_outcome,
          g.finished_at
        from generations g
        where g.id = p_id;
      return;
    end if;
    perform insert_images(ended.id, p_images, ended.finished_at);
    perform end_attempt(
      case when (p_attempt).id is null then find_lost_attempt(ended.id) else p_attempt end
    );
    perform close_hold(ended.hold_id, ended.delivered * ended.unit_credits, p_is_our_fault);
    perform emit_event(ended.account_id, to_webhook_event(ended.status), ended.id);
    if p_notifies then
      perform pg_notify('generation_finished', ended.id::text);
    end if;
    return query select 'finished'::finish_outcome, ended.finished_at;
  end
  $$;

-- Inserts the images of a generation.
create or replace function insert_images(
  p_generation_id uuid,
  p_images new_image[],
  p_as_of timestamptz
) returns void
  language plpgsql
  as $$
  begin
    insert into images (
      id, generation_id, position, storage_key, webp_key, content_type,
      width, height, size_bytes, placeholder, created_at
    )
    select
      id, p_generation_id, position, storage_key, webp_key, content_type,
      width, height, size_bytes, placeholder, p_as_of
    from unnest(p_images);
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
