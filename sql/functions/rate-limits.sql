-- Counts one request against a window of one hour if the limit allows it.
create or replace function consume_rate_limit(p_key_id uuid, p_limit integer)
  returns table (admitted boolean, remaining integer, resets_at timestamptz)
  language plpgsql
  as $$
  declare
    slot rate_windows;
  begin
    insert into rate_windows as w (key_id, started_at, requests)
    values (p_key_id, clock(), 1)
    on conflict (key_id) do update
    set started_at = case
        when w.started_at <= clock() - interval '1 hour' then clock()
        else w.started_at
      end,
      requests = case when w.started_at <= clock() - interval '1 hour' then 1 else w.requests + 1 end
    where w.requests < p_limit or w.started_at <= clock() - interval '1 hour'
    returning * into slot;
    admitted := found;
    if not admitted then
      select * into slot from rate_windows where key_id = p_key_id;
    end if;
    remaining := case when admitted then p_limit - slot.requests else 0 end;
    resets_at := slot.started_at + interval '1 hour';
    return next;
  end
  $$;

-- Returns the remaining requests of a key's window without counting one.
create or replace function get_rate_limit(p_key_id uuid, p_limit integer)
  returns table (remaining integer, resets_at timestamptz)
  language sql
  as $$
    select
      greatest(0, p_limit - coalesce(w.requests, 0)),
      coalesce(w.started_at, clock()) + interval '1 hour'
    from (values (p_key_id)) k (id)
      left join rate_windows w on w.key_id = k.id and w.started_at > clock() - interval '1 hour'
  $$;
