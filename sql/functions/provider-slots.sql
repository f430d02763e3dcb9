-- Acquires a slot of a queue that all processes share. The queue allows p_limit slots in any window, in
-- order of arrival. Returns the milliseconds until the slot, or null if that exceeds p_max_wait_ms; then no
-- slot is acquired.
create or replace function acquire_provider_slot(
  p_name text,
  p_limit integer,
  p_window_ms integer,
  p_max_wait_ms integer
) returns integer
  language plpgsql
  as $$
  declare
    taken timestamptz[];
    last_updated_at timestamptz;
    as_of timestamptz;
    slot_at timestamptz;
  begin
    insert into provider_slots (name) values (p_name) on conflict do nothing;
    select slots, updated_at into taken, last_updated_at from provider_slots where name = p_name for update;
    as_of := clock();
    -- After the clock has stepped back the slots would be in the future by the size of the step.
    if as_of < last_updated_at then
      taken := array(
        select slot - (last_updated_at - as_of)
        from unnest(taken) with ordinality t (slot, place)
        order by place
      );
      -- Also if no slot is acquired: a later call would shift the old times by less.
      update provider_slots set slots = taken, updated_at = as_of where name = p_name;
    end if;
    -- At least one window must pass after the slot p_limit slots ago.
    slot_at := greatest(
      as_of, taken[cardinality(taken) - p_limit + 1] + p_window_ms * interval '1 millisecond'
    );
    if slot_at > as_of + p_max_wait_ms * interval '1 millisecond' then
      return null;
    end if;
    update provider_slots
    set slots = (taken || slot_at)[greatest(1, cardinality(taken) + 2 - p_limit):], updated_at = as_of
    where name = p_name;
    return ceil(extract(epoch from slot_at - as_of) * 1000);
  end
  $$;
