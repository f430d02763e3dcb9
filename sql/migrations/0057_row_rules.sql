-- Shorter constraints of tables that every generation writes to. Each statement parses the expressions of
-- the constraints of its table, which took 0.1 ms for one ledger entry; the body of a function is parsed
-- once per connection.

-- In the order in which requests are accepted, so that none of them waits for this while this waits for it.
lock table generations, credit_holds, credit_entries in access exclusive mode;

-- Returns whether a kind of ledger entry may have these changes and refer to these rows.
create function is_valid_entry(
  p_kind credit_entry_kind,
  p_available_change integer,
  p_held_change integer,
  p_grant_id uuid,
  p_hold_id uuid
) returns boolean
  language plpgsql immutable
  as $$
  begin
    return case
      when p_kind in ('grant', 'restore') then
        p_available_change > 0 and p_held_change = 0 and p_grant_id is not null
      when p_kind in ('expire', 'void') then
        p_available_change < 0 and p_held_change = 0 and p_grant_id is not null
      when p_kind = 'adjust' then
        p_available_change <> 0 and p_held_change = 0 and p_grant_id is not null
      when p_kind = 'hold' then
        p_available_change < 0 and p_held_change = -p_available_change and p_hold_id is not null
      when p_kind = 'release' then
        p_available_change > 0 and p_held_change = -p_available_change and p_hold_id is not null
      when p_kind = 'capture' then
        p_available_change = 0 and p_held_change < 0 and p_hold_id is not null
      else false
    end;
  end
  $$;

-- Returns whether a generation with a status may have finished, with this error and so many of its n images.
create function is_valid_ending(
  p_status text,
  p_finished_at timestamptz,
  p_error_code text,
  p_delivered smallint,
  p_n smallint
) returns boolean
  language plpgsql immutable
  as $$
  begin
    return case
      when p_status in ('queued', 'running') then
        p_finished_at is null and p_error_code is null and p_delivered = 0
      when p_status = 'succeeded' then
        p_finished_at is not null and p_error_code is null and p_delivered between 1 and p_n
      when p_status in ('failed', 'blocked', 'canceled') then
        p_finished_at is not null and p_error_code is not null and p_delivered = 0
      else false
    end;
  end
  $$;

-- Without a validation, which would read all rows under a lock: those that the constraints before these have
-- accepted satisfy these.
alter table generations
  drop constraint generations_status,
  drop constraint generations_terminal_is_finished,
  drop constraint generations_unsuccessful_has_error,
  drop constraint generations_delivered,
  add constraint generations_ending check (
    is_valid_ending(status, finished_at, error_code, delivered, n)
  ) not valid;

alter table credit_holds
  drop constraint credit_holds_closed_in_full,
  add constraint credit_holds_closed_in_full check (
    captured >= 0
    and released >= 0
    and captured + released = case when closed_at is null then 0 else amount end
  ) not valid;

alter table credit_entries
  drop constraint credit_entries_kind,
  add constraint credit_entries_kind check (
    is_valid_entry(kind, available_change, held_change, grant_id, hold_id)
  ) not valid;

-- Gets a parameter for the time.
drop function if exists write_credit_entry(
  uuid, credit_entry_kind, text, integer, integer, integer, uuid, uuid, text
);
