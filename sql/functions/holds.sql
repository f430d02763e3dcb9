-- Holds: credits reserved for generations.

-- Places holds: those of an account in their order, each on the grants that are spent first. The caller
-- holds the account locks and has compared the amounts with the spendable credits. Throws if they exceed
-- these.
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
      -- Holds and grants of an account cover intervals of the same running total; a part is an overlap.
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

-- Places one hold. See place_holds.
create or replace function place_hold(p_hold hold_request, p_as_of timestamptz) returns void
  language plpgsql
  as $$
  begin
    if not place_in_first_grant(p_hold, p_as_of) then
      perform place_holds(array[p_hold], p_as_of);
    end if;
  end
  $$;

-- Places a hold with small statements, if the grant that is spent first covers it. Otherwise changes nothing
-- and returns false.
create or replace function place_in_first_grant(p_hold hold_request, p_as_of timestamptz)
  returns boolean
  language plpgsql
  as $$
  declare
    first_grant record;
  begin
    select id, remaining into first_grant
    from list_spendable_grants(p_hold.account_id, p_as_of)
    order by running_total
    limit 1;
    if first_grant.remaining is null or first_grant.remaining < p_hold.amount then
      return false;
    end if;
    insert into credit_holds (id, account_id, amount, created_at)
    values (p_hold.id, p_hold.account_id, p_hold.amount, p_as_of);
    update credit_grants
    set remaining = remaining - p_hold.amount, held = held + p_hold.amount
    where id = first_grant.id;
    insert into credit_hold_parts (hold_id, position, grant_id, amount)
    values (p_hold.id, 0, first_grant.id, p_hold.amount);
    perform write_credit_entry(
      p_account_id => p_hold.account_id,
      p_kind => 'hold',
      p_op_key => 'hold:' || p_hold.id,
      p_as_of => p_as_of,
      p_available_change => -p_hold.amount,
      p_held_change => p_hold.amount,
      p_spend_change => p_hold.amount,
      p_hold_id => p_hold.id
    );
    return true;
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
