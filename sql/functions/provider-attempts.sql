-- Records that one more paid call may be in progress. Returns false if the claim is lost; then nothing may
-- be sent. Locks the generation, so that a concurrent recovery runs before or after.
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

-- Ends the open attempt and opens the next one of the same claim, if the ended one certainly cost nothing.
-- Returns its id, or null if the claim is lost. Can be repeated after a lost reply: the open attempt is
-- returned.
create or replace function next_attempt(
  p_ended attempt_result,
  p_worker_id uuid,
  p_claim integer,
  p_provider text
) returns bigint
  language plpgsql
  as $$
  declare
    held_generation uuid;
    owner_id uuid;
    next_id bigint;
  begin
    select g.id, g.account_id into held_generation, owner_id
    from generations g
      join provider_attempts a on a.generation_id = g.id
    where a.id = (p_ended).id
      and g.status = 'running'
      and g.worker_id = p_worker_id
      and g.claim = p_claim
    for no key update of g;
    if not found then
      return null;
    end if;
    perform end_attempt(p_ended);
    insert into provider_attempts (generation_id, account_id, claim, provider, created_at)
    values (held_generation, owner_id, p_claim, p_provider, clock())
    on conflict (generation_id) where ended_at is null do update
    set provider = excluded.provider
    returning id into next_id;
    return next_id;
  end
  $$;

-- Records the outcomes of open attempts.
create or replace function end_attempts(p_results attempt_result[]) returns void
  language plpgsql
  as $$
  begin
    update provider_attempts a
    set state = 'ended',
      ended_at = clock(),
      provider = coalesce(r.provider, a.provider),
      outcome = r.outcome,
      message = r.message,
      usage = r.usage,
      cost_micros = r.cost_micros,
      provider_request_id = r.provider_request_id,
      spend_unknown = coalesce(r.spend_unknown, false)
    from unnest(p_results) r
    where a.id = any (array(select id from unnest(p_results)))
      and a.id = r.id
      and a.ended_at is null;
  end
  $$;

-- Records the outcome of an open attempt. See end_attempts.
create or replace function end_attempt(p_result attempt_result) returns void
  language plpgsql
  as $$
  begin
    update provider_attempts
    set state = 'ended',
      ended_at = clock(),
      provider = coalesce(p_result.provider, provider),
      outcome = p_result.outcome,
      message = p_result.message,
      usage = p_result.usage,
      cost_micros = p_result.cost_micros,
      provider_request_id = p_result.provider_request_id,
      spend_unknown = coalesce(p_result.spend_unknown, false)
    where id = p_result.id and ended_at is null;
  end
  $$;

-- Returns the outcome of the open attempt of a generation that is finished by another process. An attempt
-- that was sent may have been paid.
create or replace function find_lost_attempt(p_generation_id uuid) returns attempt_result
  language sql stable
  as $$
    select row(
      id,
      null,
      case state when 'sent' then 'unknown' else 'not_sent' end,
      null,
      null,
      null,
      null,
      state = 'sent'
    )::attempt_result
    from provider_attempts
    where generation_id = p_generation_id and ended_at is null
  $$;
