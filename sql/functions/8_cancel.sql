-- Calls a generation off for its owner. One whose provider call has not left ends at once, with its
-- credits; the worker that has it in hand then finds its claim lost. Where the call has left, it may
-- have been paid and pictures may be on their way: its worker is told, and ends it. Null where the
-- account has no such generation; else canceled, requested or already.
create or replace function cancel_generation(p_id uuid, p_account_id uuid) returns text
  language plpgsql
  as $$
  declare
    live generations;
  begin
    perform 1 from accounts where id = p_account_id for update;
    select * into live
    from generations
    where id = p_id and account_id = p_account_id
    for update;
    if not found then
      return null;
    end if;
    if live.finished_at is not null then
      return 'already';
    end if;
    if exists (
      select 1 from provider_attempts where generation_id = live.id and state = 'sent'
    ) then
      update generations
      set cancel_requested_at = coalesce(cancel_requested_at, clock())
      where id = live.id;
      perform pg_notify('generation_canceled', live.id::text);
      return 'requested';
    end if;
    perform finish_generations(jsonb_build_array(jsonb_build_object(
      'id', live.id,
      'status', 'canceled',
      'images', '[]'::jsonb,
      'errorCode', 'generation_canceled',
      'errorMessage', 'The generation was canceled. Nothing was charged.',
      'ourFault', false
    )));
    return 'canceled';
  end
  $$;

-- Cancels all live generations of an account, whose row the caller has locked, as cancel_generation
-- does one.
create or replace function cancel_live_generations(p_account_id uuid) returns void
  language plpgsql
  as $$
  declare
    requested uuid;
  begin
    perform 1
    from generations
    where account_id = p_account_id and finished_at is null
    order by id
    for update;
    for requested in
      update generations g
      set cancel_requested_at = coalesce(g.cancel_requested_at, clock())
      where g.account_id = p_account_id
        and g.finished_at is null
        and exists (
          select 1 from provider_attempts a where a.generation_id = g.id and a.state = 'sent'
        )
      returning g.id
    loop
      perform pg_notify('generation_canceled', requested::text);
    end loop;
    perform finish_generations(coalesce(jsonb_agg(jsonb_build_object(
      'id', g.id,
      'status', 'canceled',
      'images', '[]'::jsonb,
      'errorCode', 'generation_canceled',
      'errorMessage', 'The generation was canceled. Nothing was charged.',
      'ourFault', false
    )), '[]'))
    from generations g
    where g.account_id = p_account_id
      and g.finished_at is null
      and not exists (
        select 1 from provider_attempts a where a.generation_id = g.id and a.state = 'sent'
      );
  end
  $$;
