-- Holds: credits reserved for generations.

-- Holds credits, for each account in the order of its holds and from the grants that are spent first. The
-- caller holds the account locks and has compared the amounts with the spendable credits.
create or replace function place_holds(p_holds hold_request[], p_as_of timestamptz) returns void
  language plpgsql
  as $$
  declare
    placed integer;
  begin
    with hold as (
      select *, sum(amount) over (partition by account_id order by ordinality) as running_total
      from unnest(p_holds) with ordinality
    ), spendable as (
      select a.account_id, g.*
      from (select distinct account_id from hold) a
        cross join lateral list_spendable_grants(a.account_id, p_as_of) g
    ), part as (
      -- The overlap of the hold with the grant, when all holds and all grants are put end to end.
      select
        h.id as hold_id, g.id as grant_id,
        row_number() over (partition by h.id order by g.running_total) - 1 as position,
        least(h.running_total, g.running_total)
          - greatest(h.running_total - h.amount, g.running_total - g.remaining) as amount
      from hold h
        join spendable g on g.account_id = h.account_id
          and g.running_total > h.running_total - h.amount
          and g.running_total - g.remaining < h.running_total
    ), covered as (
      insert into credit_holds (id, account_id, amount, created_at)
      select id, account_id, amount, p_as_of
      from hold
      where amount = (select sum(p.amount) from part p where p.hold_id = hold.id)
      returning 1
    ), spent as (
      update credit_grants g
      set remaining = g.remaining - p.amount, held = g.held + p.amount
      from (select grant_id, sum(amount) as amount from part group by grant_id) p
      where g.id = p.grant_id
    ), divided as (
      insert into credit_hold_parts (hold_id, position, grant_id, amount)
      select hold_id, position, grant_id, amount
      from part
    )
    select count(*) into placed from covered;
    if placed <> cardinality(p_holds) then
      raise exception '% of % holds exceed the spendable credits', cardinality(p_holds) - placed,
        cardinality(p_holds);
    end if;
    perform write_hold_entries(p_holds, p_as_of);
  end
  $$;

-- Writes the ledger entries of new holds and updates the totals of their accounts.
create or replace function write_hold_entries(p_holds hold_request[], p_as_of timestamptz) returns void
  language plpgsql
  as $$
  begin
    with hold as (
      select *,
        sum(amount) over line as running_total,
        row_number() over line as number
      from unnest(p_holds) with ordinality
      window line as (partition by account_id order by ordinality)
    ), account as (
      update accounts a
      set available = a.available - t.amount,
        held = a.held + t.amount,
        entry_count = a.entry_count + t.holds,
        month_spend = t.amount
          + case when a.spend_month = month_start(p_as_of) then a.month_spend else 0 end,
        spend_month = month_start(p_as_of),
        last_entry_at = greatest(a.last_entry_at, p_as_of)
      from (
        select account_id, sum(amount) as amount, count(*) as holds
        from hold
        group by account_id
      ) t
      where a.id = t.account_id
      returning
        a.id, a.available + t.amount as available_before, a.held - t.amount as held_before,
        a.entry_count - t.holds as entries_before, a.last_entry_at
    )
    insert into credit_entries (
      account_id, sequence, kind, op_key, hold_id, available_change, held_change,
      available_after, held_after, created_at
    )
    select
      a.id, a.entries_before + h.number, 'hold', 'hold:' || h.id, h.id, -h.amount, h.amount,
      a.available_before - h.running_total, a.held_before + h.running_total, a.last_entry_at
    from hold h
      join account a on a.id = h.account_id;
  end
  $$;

-- Closes a hold: captures p_capture credits, the first parts first, and releases the rest to its grants.
-- Returns false and changes nothing if the hold is closed. The caller holds the account lock.
create or replace function close_hold(
  p_hold_id uuid,
  p_capture integer,
  p_is_our_fault boolean
) returns boolean
  language plpgsql
  as $$
  declare
    as_of timestamptz := clock();
    hold credit_holds;
  begin
    update credit_holds
    set captured = p_capture, released = amount - p_capture, closed_at = as_of
    where id = p_hold_id and closed_at is null
    returning * into hold;
    if not found then
      return false;
    end if;
    if hold.captured > 0 then
      perform write_credit_entry(
        p_account_id => hold.account_id,
        p_kind => 'capture',
        p_op_key => 'capture:' || hold.id,
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
        p_available_change => hold.released,
        p_held_change => -hold.released,
        p_spend_change =>
          case when month_start(hold.created_at) = month_start(as_of) then -hold.released else 0 end,
        p_hold_id => hold.id
      );
    end if;
    perform close_hold_parts(hold);
    if hold.released > 0 then
      perform remove_released_credits(hold, p_is_our_fault);
    end if;
    return true;
  end
  $$;

-- Divides the parts of a closed hold into captured and released credits, and updates their grants.
create or replace function close_hold_parts(p_hold credit_holds) returns void
  language plpgsql
  as $$
  begin
    with part as (
      select
        position, grant_id, amount,
        greatest(
          0, least(amount, p_hold.captured + amount - sum(amount) over (order by position))
        )::integer as captured
      from credit_hold_parts
      where hold_id = p_hold.id
    ), divided as (
      update credit_hold_parts p
      set captured = d.captured, released = d.amount - d.captured
      from part d
      where p.hold_id = p_hold.id and p.position = d.position
    )
    update credit_grants g
    set held = g.held - p.amount,
      remaining = g.remaining + p.amount - p.captured,
      closed_at = case
        when g.held = p.amount and g.remaining + p.amount = p.captured then p_hold.closed_at
      end
    from part p
    -- The first condition finds the grants by their ids, also without statistics about the table.
    where g.id = any (array(select grant_id from part)) and g.id = p.grant_id;
  end
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
