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

-- Releases one part of a hold to its grant. The caller holds the account lock.
--   grant still valid             the credits return to the grant
--   grant voided since the hold   the credits are voided
--   grant expired since the hold  p_our_fault: a new grant (source 'restore', 7 days), unless the grant is
--                                 itself a restore grant; otherwise the credits expire
create or replace function release_hold_part(
  p_hold credit_holds,
  p_grant_id uuid,
  p_amount integer,
  p_is_our_fault boolean,
  p_as_of timestamptz
) returns void
  language plpgsql
  as $$
  declare
    target credit_grants;
  begin
    update credit_grants
    set held = held - p_amount, remaining = remaining + p_amount
    where id = p_grant_id
    returning * into target;
    if target.voided_at is not null then
      update credit_grants
      set remaining = remaining - p_amount
      where id = p_grant_id;
      perform write_credit_entry(
        p_account_id => p_hold.account_id,
        p_kind => 'void',
        p_op_key => 'void:' || p_hold.id || ':' || p_grant_id,
        p_available_change => -p_amount,
        p_grant_id => p_grant_id,
        p_hold_id => p_hold.id,
        p_note => 'voided while held'
      );
      return;
    end if;
    if target.expires_at is null or target.expires_at > p_as_of then
      return;
    end if;
    update credit_grants
    set remaining = remaining - p_amount
    where id = p_grant_id;
    perform write_credit_entry(
      p_account_id => p_hold.account_id,
      p_kind => 'expire',
      p_op_key => 'expire:' || p_hold.id || ':' || p_grant_id,
      p_available_change => -p_amount,
      p_grant_id => p_grant_id,
      p_hold_id => p_hold.id,
      p_note => 'expired while held'
    );
    if p_is_our_fault and target.source <> 'restore' then
      perform grant_credits(
        p_account_id => p_hold.account_id,
        p_grant_id => gen_random_uuid(),
        p_amount => p_amount,
        p_source => 'restore',
        p_expires_at => p_as_of + interval '7 days',
        p_op_key => 'restore:' || p_hold.id || ':' || p_grant_id,
        p_note => 'restored after a failed generation',
        p_parent_id => p_grant_id
      );
    end if;
  end
  $$;

-- Closes a hold: captures p_capture credits, the first parts first, and releases the rest, the last parts
-- first. Returns false and changes nothing if the hold is closed. The caller holds the account lock.
create or replace function close_hold(
  p_hold_id uuid,
  p_capture integer,
  p_is_our_fault boolean
) returns boolean
  language plpgsql
  as $$
  declare
    hold credit_holds;
    part record;
    taken integer;
    to_capture integer := p_capture;
    as_of timestamptz := clock();
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
    for part in
      select position, grant_id, amount
      from credit_hold_parts
      where hold_id = hold.id
      order by position
    loop
      taken := least(part.amount, to_capture);
      to_capture := to_capture - taken;
      update credit_hold_parts
      set captured = taken, released = part.amount - taken
      where hold_id = hold.id and position = part.position;
      if taken > 0 then
        update credit_grants set held = held - taken where id = part.grant_id;
      end if;
    end loop;
    for part in
      select grant_id, released
      from credit_hold_parts
      where hold_id = hold.id and released > 0
      order by position desc
    loop
      perform release_hold_part(hold, part.grant_id, part.released, p_is_our_fault, as_of);
    end loop;
    update credit_grants
    set closed_at = as_of
    where id = any (array(select grant_id from credit_hold_parts where hold_id = hold.id))
      and closed_at is null and remaining = 0 and held = 0;
    return true;
  end
  $$;
