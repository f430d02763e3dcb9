-- Creates a batch and its job, unless the request repeats an earlier one: the same idempotency key, or
-- without one a retry with the same key and content within 15 minutes. An account has at most
-- p_most_unfinished unfinished batches and p_most_batches altogether.
create or replace function create_batch(
  p_id uuid,
  p_account_id uuid,
  p_key_id uuid,
  p_running_limit integer,
  p_endpoint text,
  p_input_file_id uuid,
  p_metadata jsonb,
  p_output_life_seconds integer,
  p_idempotency_key text,
  p_is_retry boolean,
  p_fingerprint bytea,
  p_window_seconds integer,
  p_most_unfinished integer,
  p_most_batches integer
) returns table (batch_id uuid, outcome batch_outcome)
  language plpgsql
  as $$
  declare
    earlier batches;
  begin
    perform 1 from accounts where id = p_account_id for no key update;
    earlier := find_repeated_batch(
      p_account_id => p_account_id,
      p_key_id => p_key_id,
      p_idempotency_key => p_idempotency_key,
      p_is_retry => p_is_retry,
      p_fingerprint => p_fingerprint
    );
    if earlier.id is not null then
      return query
        select
          earlier.id,
          case when earlier.fingerprint = p_fingerprint then 'replayed' else 'mismatch' end::batch_outcome;
      return;
    end if;
    -- A closed account keeps no batches.
    if not exists (select 1 from accounts where id = p_account_id and closed_at is null) or (
      select count(*) >= p_most_batches
        or count(*) filter (where finished_at is null) >= p_most_unfinished
      from batches
      where account_id = p_account_id
    ) then
      return query select null::uuid, 'full'::batch_outcome;
      return;
    end if;
    insert into batches (
      id, account_id, key_id, running_limit, endpoint, input_file_id, metadata, output_life_seconds,
      idempotency_key, fingerprint, created_at, expires_at
    )
    select
      p_id, p_account_id, p_key_id, p_running_limit, p_endpoint, p_input_file_id, p_metadata,
      p_output_life_seconds, p_idempotency_key, p_fingerprint, as_of,
      as_of + p_window_seconds * interval '1 second'
    from clock() as c (as_of);
    perform schedule_batch(p_id, 0);
    return query select p_id, 'created'::batch_outcome;
  end
  $$;

-- Returns the batch that an earlier request has created, if this one repeats it (see create_batch).
create or replace function find_repeated_batch(
  p_account_id uuid,
  p_key_id uuid,
  p_idempotency_key text,
  p_is_retry boolean,
  p_fingerprint bytea
) returns batches
  language sql stable
  as $$
    select b.*
    from batches b
    where b.account_id = p_account_id
      and case
        when p_idempotency_key is not null then b.idempotency_key = p_idempotency_key
        else p_is_retry
          and b.key_id = p_key_id
          and b.fingerprint = p_fingerprint
          and b.created_at > clock() - interval '15 minutes'
      end
    order by b.id desc
    limit 1
  $$;

-- Adds the job that continues a batch, or moves the one that waits. The jobs of all batches share four
-- queues, so that at most four run at the same time, and those of one account one after another: each can
-- read lines of many megabytes.
create or replace function schedule_batch(p_batch_id uuid, p_delay_ms integer) returns void
  language plpgsql
  as $$
  begin
    perform graphile_worker.add_job(
      'process-batch',
      json_build_object('batchId', p_batch_id),
      queue_name => 'batches-'
        || (hashtext((select account_id::text from batches where id = p_batch_id)) & 3),
      run_at => clock_timestamp() + p_delay_ms * interval '1 millisecond',
      job_key => 'batch:' || p_batch_id
    );
  end
  $$;

-- Starts a valid batch of p_total requests, unless the batches of the account would have more than
-- p_most_lines altogether. Returns whether it was started.
create or replace function start_batch(p_id uuid, p_total integer, p_most_lines integer) returns boolean
  language plpgsql
  as $$
  declare
    owner_id uuid;
  begin
    select account_id into owner_id from batches where id = p_id;
    perform 1 from accounts where id = owner_id for no key update;
    update batches
    set status = 'in_progress', total = p_total, in_progress_at = clock()
    where id = p_id
      and status = 'validating'
      and p_total + (
        select coalesce(sum(total), 0) from batches where account_id = owner_id and id <> p_id
      ) <= p_most_lines;
    return found;
  end
  $$;

-- Adds lines of the input of a batch after those that were read before. With p_error_code they are final,
-- and count as failed. Returns false and adds none if another job has added them, or the batch has ended.
create or replace function add_batch_lines(
  p_id uuid,
  p_first_line integer,
  p_next_line integer,
  p_next_offset bigint,
  p_lines integer[],
  p_custom_ids text[],
  p_offsets bigint[],
  p_lengths integer[],
  p_error_code text,
  p_error_message text,
  p_sizes bigint[]
) returns boolean
  language plpgsql
  as $$
  begin
    update batches
    set next_line = p_next_line,
      next_offset = p_next_offset,
      failed = failed + case when p_error_code is null then 0 else cardinality(p_lines) end
    where id = p_id and next_line = p_first_line and finished_at is null;
    if not found then
      return false;
    end if;
    insert into batch_lines (
      batch_id, line, custom_id, byte_offset, byte_length, state, error_code, error_message, size_bytes
    )
    select
      p_id, line, custom_id, byte_offset, byte_length,
      case when p_error_code is null then 'waiting' else 'failed' end::batch_line_state,
      p_error_code, p_error_message, case when p_error_code is not null then size_bytes end
    from unnest(p_lines, p_custom_ids, p_offsets, p_lengths, p_sizes)
      as t (line, custom_id, byte_offset, byte_length, size_bytes);
    return true;
  end
  $$;

-- Records the states of lines. A final line does not change again, so each is counted once. The batch is
-- locked before its lines, as when it is deleted.
create or replace function record_batch_lines_2(
  p_id uuid,
  p_lines integer[],
  p_states batch_line_state[],
  p_generation_ids uuid[],
  p_returns_urls boolean[],
  p_status_codes integer[],
  p_error_codes text[],
  p_error_messages text[],
  p_error_params text[],
  p_sizes bigint[]
) returns void
  language plpgsql
  as $$
  begin
    perform 1 from batches where id = p_id for no key update;
    with changed as (
      update batch_lines l
      set state = i.state,
        generation_id = coalesce(i.generation_id, l.generation_id),
        returns_urls = coalesce(i.returns_urls, l.returns_urls),
        status_code = i.status_code,
        error_code = i.error_code,
        error_message = i.error_message,
        error_param = i.error_param,
        size_bytes = i.size_bytes
      from unnest(
          p_lines, p_states, p_generation_ids, p_returns_urls, p_status_codes, p_error_codes,
          p_error_messages, p_error_params, p_sizes
        ) as i (
          line, state, generation_id, returns_urls, status_code, error_code, error_message, error_param,
          size_bytes
        )
      where l.batch_id = p_id and l.line = i.line and l.state in ('waiting', 'accepted')
      returning l.state
    )
    update batches b
    set completed = b.completed + c.completed, failed = b.failed + c.failed
    from (
      select
        count(*) filter (where state = 'completed') as completed,
        count(*) filter (where state = 'failed') as failed
      from changed
    ) c
    where b.id = p_id and c.completed + c.failed > 0;
  end
  $$;

-- Records the states of lines for processes of an earlier release. See record_batch_lines_2.
create or replace function record_batch_lines(
  p_id uuid,
  p_lines integer[],
  p_states batch_line_state[],
  p_generation_ids uuid[],
  p_returns_urls boolean[],
  p_status_codes integer[],
  p_error_codes text[],
  p_error_messages text[],
  p_sizes bigint[]
) returns void
  language sql
  as $$
    select record_batch_lines_2(
      p_id => p_id,
      p_lines => p_lines,
      p_states => p_states,
      p_generation_ids => p_generation_ids,
      p_returns_urls => p_returns_urls,
      p_status_codes => p_status_codes,
      p_error_codes => p_error_codes,
      p_error_messages => p_error_messages,
      p_error_params => '{}',
      p_sizes => p_sizes
    )
  $$;

-- Counts the requests of a batch that have no lines as failed, because its input is missing, and records the
-- reasons. Does nothing if all have lines. Can be repeated while lines are open.
create or replace function fail_unread_batch_lines(p_id uuid, p_errors jsonb) returns void
  language plpgsql
  as $$
  begin
    perform 1 from batches where id = p_id for no key update;
    update batches
    set failed = total - completed - (
        select count(*) from batch_lines where batch_id = p_id and state in ('waiting', 'accepted')
      ),
      errors = p_errors
    where id = p_id
      and status in ('in_progress', 'cancelling')
      and total > (select count(*) from batch_lines where batch_id = p_id);
  end
  $$;

-- Returns the status of a batch at its end. A request without a line has not been read before the end.
create or replace function final_batch_status(p_batch batches) returns batch_status
  language sql stable
  as $$
    select case
      when p_batch.status = 'cancelling' then 'cancelled'
      when p_batch.expires_at <= clock() and (
        exists (
          select 1 from batch_lines where batch_id = p_batch.id and error_code = 'batch_expired'
        )
        or p_batch.total > (select count(*) from batch_lines where batch_id = p_batch.id)
      ) then 'expired'
      else 'completed'
    end::batch_status
  $$;

-- Ends a batch whose lines are all final, and creates the files of its results. These have no stored
-- content: it is written from the lines when they are read. They expire as the customer requested. Does
-- nothing if a line is not final, or if closing the account has deleted the batch.
create or replace function finish_batch(
  p_id uuid,
  p_output_file_id uuid,
  p_error_file_id uuid,
  p_life_seconds integer,
  p_default_days integer
) returns void
  language plpgsql
  as $$
  declare
    ended batches;
  begin
    perform 1
    from accounts
    where id = (select account_id from batches where id = p_id)
    for no key update;
    update batches
    set status = final_batch_status(batches),
      finished_at = clock(),
      delete_at = file_expiry(
        p_account_id => account_id,
        p_created_at => clock(),
        p_life_seconds => p_life_seconds,
        p_default_days => p_default_days
      ),
      output_file_id = case when completed > 0 then p_output_file_id end,
      error_file_id = case
        when exists (select 1 from batch_lines where batch_id = p_id and state = 'failed')
          then p_error_file_id
      end
    where id = p_id and status in ('in_progress', 'cancelling') and completed + failed = total
    returning * into ended;
    if not found then
      return;
    end if;
    insert into files (
      id, account_id, purpose, filename, content_type, size_bytes, created_at, stored_at, expires_at
    )
    select
      f.id, ended.account_id, 'batch_output', f.name, 'application/jsonl',
      (select coalesce(sum(size_bytes), 0) from batch_lines where batch_id = p_id and state = f.state),
      ended.finished_at, ended.finished_at,
      file_expiry(
        p_account_id => ended.account_id,
        p_created_at => ended.finished_at,
        p_life_seconds => coalesce(ended.output_life_seconds, p_life_seconds),
        p_default_days => p_default_days
      )
    from (
        values
          (ended.output_file_id, 'batch_output.jsonl', 'completed'::batch_line_state),
          (ended.error_file_id, 'batch_errors.jsonl', 'failed')
      ) as f (id, name, state)
    where f.id is not null;
  end
  $$;
