-- The history of attempts at providers (see month-partitions.sql).

-- Moves attempts of finished generations that ended a day ago to the partition of their month, from the
-- p_limit oldest ones. One that another session has locked, or whose month has no partition, stays. Returns
-- how many were moved.
create or replace function archive_attempts(p_limit integer) returns integer
  language sql
  as $$
    with months as materialized (
      select min(begins_at) as begins_at, max(ends_at) as ends_at
      from list_partitions('provider_attempts_history')
    ), ended as (
      select a.id
      from (select id from provider_attempts order by id limit p_limit) oldest
        join provider_attempts a on a.id = oldest.id
        cross join months m
      where a.ended_at < (select clock()) - interval '1 day'
        and a.created_at >= m.begins_at
        and a.created_at < m.ends_at
      for update of a skip locked
    ), moved as (
      delete from provider_attempts a
      using generations g
      where a.id = any (array(select id from ended)) and g.id = a.generation_id and g.finished_at is not null
      returning a.*, g.deleted_at is not null as is_erased
    ), archived as (
      insert into provider_attempts_history (
        id, generation_id, claim, run_id, provider, state, outcome, message, calls, task_ids, usage,
        cost_micros, provider_request_id, spend_unknown, created_at, sent_at, ended_at, account_id
      )
      select
        id, generation_id, claim, run_id, provider, state, outcome,
        case when not is_erased then message end, calls, task_ids, usage, cost_micros, provider_request_id,
        spend_unknown, created_at, sent_at, ended_at, account_id
      from moved
      returning 1
    )
    select count(*)::integer from archived
  $$;

-- Removes the messages of all attempts of generations, which can repeat the prompt. Each statement sees what
-- was committed before it, so one that moves to the history in between is found there.
create or replace function erase_attempt_messages(p_generation_ids uuid[]) returns void
  language plpgsql volatile
  as $$
  begin
    update provider_attempts
    set message = null
    where generation_id = any (p_generation_ids) and message is not null;
    update provider_attempts_history
    set message = null
    where generation_id = any (p_generation_ids) and message is not null;
  end
  $$;

-- Returns what the provider reported about the tokens of a finished generation, or null. Reads the history
-- only if necessary: planning a statement for all its partitions takes a new connection many milliseconds.
create or replace function find_token_usage(p_generation_id uuid) returns jsonb
  language plpgsql stable
  as $$
  declare
    found_usage jsonb;
  begin
    select usage into found_usage
    from provider_attempts
    where generation_id = p_generation_id
      and outcome = 'images'
      -- Not what a provider bills in credits of its own.
      and usage -> 'totalTokens' is not null
    order by id desc
    limit 1;
    if found_usage is null then
      select usage into found_usage
      from provider_attempts_history
      where generation_id = p_generation_id
        and outcome = 'images'
        and usage -> 'totalTokens' is not null
      order by id desc
      limit 1;
    end if;
    return found_usage;
  end
  $$;
