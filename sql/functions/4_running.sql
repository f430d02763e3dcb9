-- Claims a generation for a live worker: a queued one, a running one whose worker has died, or the
-- worker's own again after its run broke off. Opens the attempt, or hands over the open one. Answers
-- no row where the claim is refused, also to a worker that was declared dead. The commit does not wait
-- for the disk: nothing is sent before mark_attempt_sent, whose own commit takes this one to the disk
-- first.
create or replace function claim_generation(
  p_generation_id uuid,
  p_worker_id uuid,
  p_provider text,
  p_run_seconds integer
) returns table (
  attempt_id bigint,
  attempt_state text,
  attempt_provider text,
  calls integer,
  task_ids text[],
  claim integer
)
  language plpgsql
  as $$
  #variable_conflict use_column
  declare
    claimed generations;
    open_attempt provider_attempts;
    moment timestamptz := clock();
  begin
    update generations g
    set status = 'running',
      worker_id = p_worker_id,
      claim = g.claim + 1,
      provider = p_provider,
      started_at = coalesce(g.started_at, moment),
      deadline_at = moment + p_run_seconds * interval '1 second'
    where g.id = p_generation_id
      and (
        g.status = 'queued'
        or (g.status = 'running' and (g.worker_id is null or g.worker_id = p_worker_id))
      )
      and g.deadline_at > moment
      and exists (select 1 from workers w where w.id = p_worker_id and w.stopped_at is null)
    returning * into claimed;
    if not found then
      return;
    end if;
    perform set_config('synchronous_commit', 'off', true);
    select * into open_attempt
    from provider_attempts a
    where a.generation_id = claimed.id and a.ended_at is null;
    if not found then
      insert into provider_attempts (generation_id, claim, provider, created_at)
      values (claimed.id, claimed.claim, p_provider, moment)
      returning * into open_attempt;
    end if;
    return query select
      open_attempt.id, open_attempt.state, open_attempt.provider, open_attempt.calls::integer,
      open_attempt.task_ids, claimed.claim;
  end
  $$;

-- Commits that one more paid call may be under way. False where the claim is lost: then nothing may
-- be sent. The generation is locked for it, so that a rescue at the same moment comes before or after.
create or replace function mark_attempt_sent(
  p_attempt_id bigint,
  p_worker_id uuid,
  p_claim integer,
  p_provider text
) returns boolean
  language sql
  as $$
    with mine as (
      select id
      from generations
      where id = (select generation_id from provider_attempts where id = p_attempt_id)
        and status = 'running'
        and worker_id = p_worker_id
        and claim = p_claim
        and cancel_requested_at is null
      for share
    ), marked as (
      update provider_attempts a
      set state = 'sent', sent_at = clock(), provider = p_provider, calls = a.calls + 1
      from mine
      where a.id = p_attempt_id
        and a.generation_id = mine.id
        and a.ended_at is null
      returning a.id
    )
    select exists (select 1 from marked)
  $$;

-- Ends an open attempt and opens the next one of the same claim, after an ending that certainly
-- cost nothing. No row where the claim is lost. May be repeated when its answer was lost: the attempt
-- that is open by then is returned.
create or replace function next_attempt(p_attempt jsonb, p_worker_id uuid, p_claim integer, p_provider text)
  returns table (attempt_id bigint)
  language plpgsql
  as $$
  declare
    held_generation uuid;
  begin
    select g.id into held_generation
    from generations g
      join provider_attempts a on a.generation_id = g.id
    where a.id = (p_attempt ->> 'id')::bigint
      and g.status = 'running'
      and g.worker_id = p_worker_id
      and g.claim = p_claim
    for update of g;
    if not found then
      return;
    end if;
    perform end_attempt(p_attempt);
    return query
      insert into provider_attempts (generation_id, claim, provider, created_at)
      values (held_generation, p_claim, p_provider, clock())
      on conflict (generation_id) where ended_at is null do update
      set provider = excluded.provider
      returning id;
  end
  $$;

create or replace function end_attempt(p_attempt jsonb) returns void
  language sql
  as $$
    update provider_attempts
    set state = 'ended',
      ended_at = clock(),
      provider = coalesce(p_attempt ->> 'provider', provider),
      outcome = p_attempt ->> 'outcome',
      message = p_attempt ->> 'message',
      usage = p_attempt -> 'usage',
      cost_micros = (p_attempt ->> 'costMicros')::bigint,
      provider_request_id = p_attempt ->> 'providerRequestId',
      spend_unknown = coalesce((p_attempt ->> 'spendUnknown')::boolean, false)
    where id = (p_attempt ->> 'id')::bigint
      and ended_at is null
  $$;

-- Ends generations: the terminal state, what was delivered, the attempt, the money, and the news of
-- it. An item with `workerId` and `claim` is refused once the claim is lost; one without (cancel,
-- sweep) takes any live one. Outcomes: finished, already, fenced.
-- Few items come at a time. A planner that expected a thousand would read all generations for them.
create or replace function finish_generations(p_items jsonb)
  returns table (item_position integer, outcome text)
  language plpgsql
  rows 1
  as $$
  #variable_conflict use_column
  declare
    item record;
    ended generations;
  begin
    for item in
      select (i.ordinality - 1)::integer as place, i.value as body, (
          select g.account_id from generations g where g.id = (i.value ->> 'id')::uuid
        ) as account_id
      from jsonb_array_elements(p_items) with ordinality i
      order by account_id, i.ordinality
    loop
      item_position := item.place;
      perform 1 from accounts where id = item.account_id for update;
      ended := end_generation(item.body);
      if ended.id is null then
        outcome := case
          when exists (
            select 1 from generations
            where id = (item.body ->> 'id')::uuid and finished_at is null
          ) then 'fenced'
          else 'already'
        end;
        return next;
        continue;
      end if;
      perform insert_images(ended, item.body -> 'images');
      perform end_attempt(coalesce(item.body -> 'attempt', close_lost_attempt(ended.id)));
      perform close_hold(
        ended.hold_id, ended.delivered * ended.unit_credits, (item.body ->> 'ourFault')::boolean
      );
      perform emit_generation_event(ended, item.body -> 'images');
      perform pg_notify('generation_finished', ended.id::text);
      outcome := 'finished';
      return next;
    end loop;
  end
  $$;

create or replace function end_generation(p_item jsonb) returns generations
  language sql
  as $$
    update generations
    set status = p_item ->> 'status',
      delivered = coalesce(jsonb_array_length(p_item -> 'images'), 0),
      error_code = p_item ->> 'errorCode',
      error_message = p_item ->> 'errorMessage',
      -- Who served: the last one tried.
      provider = coalesce(
        p_item -> 'attempt' ->> 'provider',
        (
          select a.provider
          from provider_attempts a
          where a.generation_id = (p_item ->> 'id')::uuid and a.ended_at is null
        ),
        provider
      ),
      worker_id = null,
      finished_at = clock()
    where id = (p_item ->> 'id')::uuid
      and finished_at is null
      and (
        p_item ->> 'workerId' is null
        or (worker_id = (p_item ->> 'workerId')::uuid and claim = (p_item ->> 'claim')::integer)
      )
    returning *
  $$;

create or replace function insert_images(p_generation generations, p_images jsonb) returns void
  language sql
  as $$
    insert into images (
      id, generation_id, position, storage_key, webp_key, content_type,
      width, height, size_bytes, placeholder, created_at
    )
    select
      gen_random_uuid(), p_generation.id, i.position, i."storageKey", i."webpKey", i."contentType",
      i.width, i.height, i."sizeBytes", i.placeholder, p_generation.finished_at
    from jsonb_to_recordset(p_images) as i (
      position smallint, "storageKey" text, "webpKey" text, "contentType" text,
      width integer, height integer, "sizeBytes" bigint, placeholder text
    )
  $$;

-- How an attempt ends whose generation is ended over its head: if its call had left, it may have
-- been paid.
create or replace function close_lost_attempt(p_generation_id uuid) returns jsonb
  language sql stable
  as $$
    select jsonb_build_object(
      'id', id,
      'outcome', case state when 'sent' then 'unknown' else 'not_sent' end,
      'spendUnknown', state = 'sent'
    )
    from provider_attempts
    where generation_id = p_generation_id and ended_at is null
  $$;
