-- Interrupted responses: an equal request takes over the generation of each of them once.

-- Records that the responses of generations could not be written, once per id. If a marked retry got the
-- generation before this was recorded, the record is the one of that retry, so that no other request takes
-- over the response. Changes nothing for a generation whose acceptance was lost.
create or replace function record_interruptions(
  p_ids uuid[],
  p_account_ids uuid[],
  p_key_ids uuid[],
  p_generation_ids uuid[],
  p_fingerprints bytea[],
  p_mark_retries boolean[]
) returns void
  language plpgsql
  as $$
  begin
    -- Decisions on requests of the accounts wait, so that none is made on what is about to change.
    perform lock_accounts(p_account_ids, true);
    with cut as materialized (
      select
        c.*,
        row_number() over (
          partition by c.key_id, c.fingerprint, c.generation_id order by c.ordinality
        ) as turn
      from unnest(
        p_ids, p_account_ids, p_key_ids, p_generation_ids, p_fingerprints, p_mark_retries
      ) with ordinality c (
        id, account_id, key_id, generation_id, fingerprint, marks_retries, ordinality
      )
      where not exists (select 1 from interrupted_responses i where i.id = c.id)
    ), taken_over as materialized (
      select
        i.id, c.key_id, c.fingerprint, c.generation_id,
        row_number() over (
          partition by c.key_id, c.fingerprint, c.generation_id order by i.created_at
        ) as turn
      from (select distinct key_id, fingerprint, generation_id from cut) c
        cross join lateral (
          select id, created_at
          from interrupted_responses
          where key_id = c.key_id
            and fingerprint = c.fingerprint
            and generation_id = c.generation_id
            and interrupted_at is null
        ) i
    ), noticed as (
      update interrupted_responses i
      set id = c.id, interrupted_at = clock()
      from taken_over t
        join cut c using (key_id, fingerprint, generation_id, turn)
      where i.id = t.id
      returning c.id
    )
    insert into interrupted_responses (
      id, key_id, fingerprint, generation_id, marks_retries, interrupted_at, created_at
    )
    select c.id, c.key_id, c.fingerprint, g.id, c.marks_retries, clock(), clock()
    from cut c
      join generations g on g.id = c.generation_id and g.account_id = c.account_id
    where c.id not in (select id from noticed);
  end
  $$;

-- The function of the previous release.
create or replace function record_interruption(
  p_id uuid,
  p_account_id uuid,
  p_key_id uuid,
  p_generation_id uuid,
  p_fingerprint bytea,
  p_marks_retries boolean
) returns void
  language sql
  as $$
    select record_interruptions(
      p_ids => array[p_id],
      p_account_ids => array[p_account_id],
      p_key_ids => array[p_key_id],
      p_generation_ids => array[p_generation_id],
      p_fingerprints => array[p_fingerprint],
      p_mark_retries => array[p_marks_retries]
    )
  $$;

-- Returns the facts of a request with the generation that it takes over, if there is one. A request that is
-- sent to the database again takes over the same one. p_request.replay_id is the generation that a marked
-- retry gets anyway, unless a request that is not marked has taken over the response that it retries. Who
-- accepts the retry then calls forget_expected_retry; a check that only reports the decision does not.
create or replace function take_over_response(p_request acceptance_facts, p_as_of timestamptz)
  returns acceptance_facts
  language plpgsql
  as $$
  declare
    request acceptance_facts := p_request;
    taken_id uuid;
  begin
    if not request.may_take_over then
      return request;
    end if;
    perform lock_accounts(array[request.account_id], true);
    taken_id := take_interruption(request, p_as_of);
    if taken_id is not null then
      request.replay_id := taken_id;
    elsif request.replay_id is not null then
      if is_retry_expected(request, p_as_of) then
        request.replay_id := null;
      else
        insert into interrupted_responses (
          id, key_id, fingerprint, generation_id, marks_retries, taken_by, created_at
        )
        values (
          request.id, request.key_id, request.fingerprint, request.replay_id, true, request.id, p_as_of
        )
        on conflict (taken_by) do nothing;
      end if;
    end if;
    request.is_same_content := request.replay_id is not null;
    return request;
  end
  $$;

-- Takes over the earliest interrupted response for a request. Returns its generation, or null.
create or replace function take_interruption(p_request acceptance_facts, p_as_of timestamptz) returns uuid
  language sql
  as $$
    update interrupted_responses i
    set taken_by = p_request.id,
      retry_expected_until = case
        when i.taken_by is null and i.marks_retries and not p_request.is_retry
          then i.interrupted_at + interval '5 seconds'
        else i.retry_expected_until
      end
    where i.id = (
      select a.id
      from list_interruptions(p_request.key_id, p_request.fingerprint, p_as_of) a
      where a.taken_by is null or a.taken_by = p_request.id
      order by a.taken_by nulls last, a.interrupted_at, a.id
      limit 1
    )
    returning i.generation_id
  $$;

-- Returns whether a first attempt has taken over the response that this retry is for.
create or replace function is_retry_expected(p_request acceptance_facts, p_as_of timestamptz)
  returns boolean
  language plpgsql
  as $$
  begin
    return exists (
      select 1
      from list_interruptions(p_request.key_id, p_request.fingerprint, p_as_of)
      where retry_expected_until > p_as_of
    );
  end
  $$;

-- Records that a new generation was accepted for a request, so that the next retry does not count as the one
-- that was expected. Returns whether one was expected; false for a request that is no retry.
create or replace function forget_expected_retry(p_request acceptance_facts, p_as_of timestamptz)
  returns boolean
  language plpgsql
  as $$
  begin
    if p_request.is_retry is not true or not p_request.may_take_over then
      return false;
    end if;
    update interrupted_responses i
    set retry_expected_until = null
    where i.id = (
      select a.id
      from list_interruptions(p_request.key_id, p_request.fingerprint, p_as_of) a
      where a.retry_expected_until > p_as_of
      order by a.retry_expected_until
      limit 1
    );
    return found;
  end
  $$;

-- Returns the interrupted responses to equal requests of a key in the last 15 minutes whose generations may
-- still be paid for. A failed one has cost nothing, so the next request is for a new one.
create or replace function list_interruptions(p_key_id uuid, p_fingerprint bytea, p_as_of timestamptz)
  returns setof interrupted_responses
  language sql stable
  as $$
    select *
    from interrupted_responses i
    where i.key_id = p_key_id
      and i.fingerprint = p_fingerprint
      and i.interrupted_at > p_as_of - interval '15 minutes'
      -- Not "exists", for which a plan may read all generations.
      and (
        select g.status in ('queued', 'running', 'succeeded') and g.deleted_at is null
        from generations g
        where g.id = i.generation_id
      )
  $$;

-- Returns a row if a request without an idempotency key may get the generation of an interrupted response.
create or replace function find_interruption(
  p_id uuid,
  p_key_id uuid,
  p_fingerprint bytea,
  p_as_of timestamptz
) returns table (is_found boolean)
  language sql stable
  as $$
    -- Not "exists", for which a plan may read all rows.
    select true
    from interrupted_responses i
    where i.key_id = p_key_id
      and i.fingerprint = p_fingerprint
      and (i.taken_by is null or i.taken_by = p_id or i.retry_expected_until > p_as_of)
    limit 1
  $$;

-- Returns whether a generation of the key can be taken over by an equal request.
create or replace function has_interruption(p_key_id uuid, p_as_of timestamptz) returns boolean
  language sql stable
  as $$
    select exists (
      select 1
      from interrupted_responses i
      where i.key_id = p_key_id
        and i.taken_by is null
        and i.interrupted_at > p_as_of - interval '15 minutes'
    )
  $$;
