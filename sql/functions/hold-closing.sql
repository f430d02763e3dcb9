-- The end of holds: their credits are captured or released.

-- Closes holds: captures credits, of each hold the first parts first, and releases the rest to its grants.
-- Closed holds do not change. Returns the number of holds that were closed. The caller holds the account
-- locks.
create or replace function close_holds(p_closings hold_closing[]) returns integer
  language plpgsql
  as $$
  declare
    as_of timestamptz := clock();
    closed_ids uuid[];
  begin
    with closed as (
      update credit_holds h
      set captured = c.captured, released = h.amount - c.captured, closed_at = as_of
      from unnest(p_closings) c
      where h.id = any (array(select hold_id from unnest(p_closings)))
        and h.id = c.hold_id
        and h.closed_at is null
      returning h.id
    )
    select coalesce(array_agg(id), '{}') into closed_ids from closed;
    perform write_closing_entries(closed_ids, as_of);
    perform close_hold_parts(closed_ids, as_of);
    perform remove_released_credits(h, c.is_our_fault)
    from unnest(p_closings) c
      join credit_holds h on h.id = c.hold_id
    where h.id = any (closed_ids) and h.released > 0 and has_ended_grant(h.id, as_of);
    return cardinality(closed_ids);
  end
  $$;

-- Closes one hold with small statements. See close_holds.
create or replace function close_hold(p_hold_id uuid, p_captured integer, p_is_our_fault boolean)
  returns void
  language plpgsql
  as $$
  declare
    as_of timestamptz := clock();
    hold credit_holds;
  begin
    update credit_holds
    set captured = p_captured, released = amount - p_captured, closed_at = as_of
    where id = p_hold_id and closed_at is null
    returning * into hold;
    if not found then
      return;
    end if;
    if hold.captured > 0 then
      perform write_credit_entry(
        p_account_id => hold.account_id,
        p_kind => 'capture',
        p_op_key => 'capture:' || hold.id,
        p_as_of => as_of,
        p_available_change => 0,
        p_held_change => -hold.captured,
        p_hold_id => hold.id
      );
    end if;
    if hold.released > 0 then
      perform write_credit_entry(
        p_account_id => hold.account_id,
        p_kind => 'release',
        p_op_key => 'release:' || hold.id,
        p_as_of => as_of,
        p_available_change => hold.released,
        p_held_change => -hold.released,
        p_spend_change => case
          when month_start(hold.created_at) = month_start(as_of) then -hold.released
          else 0
        end,
        p_hold_id => hold.id
      );
    end if;
    perform close_parts(hold);
    if hold.released > 0 and has_ended_grant(hold.id, as_of) then
      perform remove_released_credits(hold, p_is_our_fault);
    end if;
  end
  $$;

-- Divides the parts of a closed hold. See close_hold_parts.
create or replace function close_parts(p_hold credit_holds) returns void
  language plpgsql
  as $$
  declare
    own_grant_id uuid;
  begin
    -- Most holds have one part, which has the whole amount.
    update credit_hold_parts
    set captured = p_hold.captured, released = p_hold.released
    where hold_id = p_hold.id and amount = p_hold.amount
    returning grant_id into own_grant_id;
    if not found then
      perform close_hold_parts(array[p_hold.id], p_hold.closed_at);
      return;
    end if;
    update credit_grants
    set held = held - p_hold.amount,
      remaining = remaining + p_hold.released,
      closed_at = case
        when held = p_hold.amount and remaining + p_hold.released = 0 then p_hold.closed_at
      end
    where id = own_grant_id;
  end
  $$;

-- Writes the ledger entries of closed holds and updates the totals of their accounts.
create or replace function write_closing_entries(p_hold_ids uuid[], p_as_of timestamptz) returns void
  language plpgsql
  as $$
  begin
    with entry as (
      select
        h.account_id, h.id as hold_id, c.kind, c.available_change, c.held_change, c.spend_change,
        sum(c.available_change) over line as available_total,
        sum(c.held_change) over line as held_total,
        row_number() over line as number
      from credit_holds h
        cross join lateral (
          values
            ('capture'::credit_entry_kind, 0, -h.captured, 0),
            (
              'release', h.released, -h.released,
              case when month_start(h.created_at) = month_start(p_as_of) then -h.released else 0 end
            )
        ) c (kind, available_change, held_change, spend_change)
      where h.id = any (p_hold_ids) and c.held_change <> 0
      window line as (partition by h.account_id order by h.created_at, h.id, c.available_change)
    ), account as (
      update accounts a
      set available = a.available + t.available_change,
        held = a.held + t.held_change,
        entry_count = a.entry_count + t.entries,
        -- After the clock has stepped back to an earlier month, these credits may not have been counted.
        month_spend = greatest(
          0, t.spend_change + case when a.spend_month = month_start(p_as_of) then a.month_spend else 0 end
        ),
        spend_month = month_start(p_as_of),
        -- After the clock has stepped back an entry must not precede the one before it.
        last_entry_at = greatest(a.last_entry_at, p_as_of)
      from (
        select
          account_id, sum(available_change) as available_change, sum(held_change) as held_change,
          sum(spend_change) as spend_change, count(*) as entries
        from entry
        group by account_id
      ) t
      where a.id = any (array(select account_id from entry)) and a.id = t.account_id
      returning
        a.id, a.available - t.available_change as available_before,
        a.held - t.held_change as held_before, a.entry_count - t.entries as entries_before,
        a.last_entry_at
    )
    insert into credit_entries (
      account_id, sequence, kind, op_key, hold_id, available_change, held_change,
      available_after, held_after, created_at
    )
    select
      a.id, a.entries_before + e.number, e.kind, e.kind || ':' || e.hold_id, e.hold_id,
      e.available_change, e.held_change, a.available_before + e.available_total,
      a.held_before + e.held_total, a.last_entry_at
    from entry e
      join account a on a.id = e.account_id;
  end
  $$;

-- Divides the parts of closed holds into captured and released credits, and updates their grants.
create or replace function close_hold_parts(p_hold_ids uuid[], p_as_of timestamptz) returns void
  language plpgsql
  as $$
  begin
    with part as (
      select
        p.hold_id, p.position, p.grant_id, p.amount,
        greatest(0, least(p.amount, h.captured + p.amount - sum(p.amount) over line))::integer
          as captured
      from credit_hold_parts p
        join credit_holds h on h.id = p.hold_id
      where p.hold_id = any (p_hold_ids) and h.id = any (p_hold_ids)
      window line as (partition by p.hold_id order by p.position)
    ), divided as (
      update credit_hold_parts p
      set captured = d.captured, released = d.amount - d.captured
      from part d
      where p.hold_id = any (p_hold_ids) and p.hold_id = d.hold_id and p.position = d.position
    ), closed as (
      select grant_id, sum(amount) as amount, sum(captured) as captured from part group by grant_id
    )
    update credit_grants g
    set held = g.held - c.amount,
      remaining = g.remaining + c.amount - c.captured,
      closed_at = case
        when g.held = c.amount and g.remaining + c.amount = c.captured then p_as_of
      end
    from closed c
    -- The first condition finds the grants by their ids, also without statistics about the table.
    where g.id = any (array(select grant_id from closed)) and g.id = c.grant_id;
  end
  $$;

-- Returns whether a hold has released credits to a grant that ended while they were held.
create or replace function has_ended_grant(p_hold_id uuid, p_as_of timestamptz) returns boolean
  language sql stable
  as $$
    select exists (
      select 1
      from credit_hold_parts p
        join credit_grants g on g.id = p.grant_id
      where p.hold_id = p_hold_id
        and p.released > 0
        and (g.voided_at is not null or g.expires_at <= p_as_of)
    )
  $$;

-- Removes the credits that a hold has released to grants that ended while they were held, the last parts
-- first. They are voided with a voided grant and expire with an expired one; with p_is_our_fault expired
-- credits are restored for 7 days, unless their grant was itself a restore grant.
create or replace function remove_released_credits(p_hold credit_holds, p_is_our_fault boolean) returns void
  language plpgsql
  as $$
  declare
    part record;
    end_kind credit_entry_kind;
  begin
    for part in
      select p.grant_id, p.released, g.voided_at, g.source
      from credit_hold_parts p
        join credit_grants g on g.id = p.grant_id
      where p.hold_id = p_hold.id
        and p.released > 0
        and (g.voided_at is not null or g.expires_at <= p_hold.closed_at)
      order by p.position desc
    loop
      end_kind := case when part.voided_at is not null then 'void' else 'expire' end;
      update credit_grants
      set remaining = remaining - part.released,
        closed_at = case when remaining = part.released and held = 0 then p_hold.closed_at end
      where id = part.grant_id;
      perform write_credit_entry(
        p_account_id => p_hold.account_id,
        p_kind => end_kind,
        p_op_key => end_kind || ':' || p_hold.id || ':' || part.grant_id,
        p_as_of => p_hold.closed_at,
        p_available_change => -part.released,
        p_grant_id => part.grant_id,
        p_hold_id => p_hold.id,
        p_note => case end_kind when 'void' then 'voided while held' else 'expired while held' end
      );
      if end_kind = 'expire' and p_is_our_fault and part.source <> 'restore' then
        perform grant_credits(
          p_account_id => p_hold.account_id,
          p_grant_id => gen_random_uuid(),
          p_amount => part.released,
          p_source => 'restore',
          p_expires_at => p_hold.closed_at + interval '7 days',
          p_op_key => 'restore:' || p_hold.id || ':' || part.grant_id,
          p_note => 'restored after a failed generation',
          p_parent_id => part.grant_id
        );
      end if;
    end loop;
  end
  $$;
