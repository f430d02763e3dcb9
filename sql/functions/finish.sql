-- Finishes generations: state, images, attempt, credits, webhook events and notifications. An item with
-- `workerId` and `claim` is rejected if that claim is lost; an item without them (cancel, recovery) finishes
-- any live generation. Outcomes: finished, already, fenced.
-- `rows 1`: callers pass few items, and with the default estimate of 1000 the planner scans generations.
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
      perform emit_event(ended.account_id, to_webhook_event(ended.status), ended.id);
      perform pg_notify('generation_finished', ended.id::text);
      outcome := 'finished';
      return next;
    end loop;
  end
  $$;

-- Sets the terminal state of a live generation. Returns null if it has finished or the claim is lost.
create or replace function end_generation(p_item jsonb) returns generations
  language sql
  as $$
    update generations
    set status = p_item ->> 'status',
      delivered = coalesce(jsonb_array_length(p_item -> 'images'), 0),
      error_code = p_item ->> 'errorCode',
      error_message = p_item ->> 'errorMessage',
      -- The provider of the last attempt.
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

-- Inserts the delivered images of a generation.
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
