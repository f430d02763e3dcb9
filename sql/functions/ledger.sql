-- The ledger of credits. Each entry is written together with the totals of its account. Outer functions
-- lock the account row first and read the clock after that.

-- Returns the first day of the month in UTC.
create or replace function month_start(p_time timestamptz) returns date
  language sql immutable
  as $$ select date_trunc('month', p_time at time zone 'utc')::date $$;

-- Writes one ledger entry and updates the totals of the account. The caller holds the account lock, and has
-- read p_as_of from the clock since. p_spend_change changes the credits that count against the monthly cap
-- of a plan.
create or replace function write_credit_entry(
  p_account_id uuid,
  p_kind credit_entry_kind,
  p_op_key text,
  p_as_of timestamptz,
  p_available_change integer,
  p_held_change integer default 0,
  p_spend_change integer default 0,
  p_grant_id uuid default null,
  p_hold_id uuid default null,
  p_note text default null
) returns void
  language plpgsql
  as $$
  declare
    own accounts;
  begin
    update accounts
    set available = available + p_available_change,
      held = held + p_held_change,
      entry_count = entry_count + 1,
      -- After the clock has stepped back to an earlier month, these credits may not have been counted.
      month_spend = greatest(
        0, p_spend_change + case when spend_month = month_start(p_as_of) then month_spend else 0 end
      ),
      spend_month = month_start(p_as_of),
      -- After the clock has stepped back an entry must not precede the one before it.
      last_entry_at = greatest(last_entry_at, p_as_of)
    where id = p_account_id
    returning * into own;
    insert into credit_entries (
      account_id, sequence, kind, op_key, grant_id, hold_id,
      available_change, held_change, available_after, held_after, note, created_at
    )
    values (
      own.id, own.entry_count, p_kind, p_op_key, p_grant_id, p_hold_id,
      p_available_change, p_held_change, own.available, own.held, p_note, own.last_entry_at
    );
  end
  $$;

-- Returns the grants with credits that are neither held nor expired, in the order in which they are spent,
-- with the credits of each grant and of all up to it.
create or replace function list_spendable_grants(p_account_id uuid, p_as_of timestamptz)
  returns table (id uuid, remaining integer, running_total bigint)
  language sql stable
  as $$
    select
      id, remaining,
      sum(remaining) over (
        order by priority, expires_at nulls last, (source = 'purchase'), created_at, id
      )
    from credit_grants
    where account_id = p_account_id
      and closed_at is null
      and remaining > 0
      and (expires_at is null or expires_at > p_as_of)
  $$;

-- Returns the spendable balance: credits that are neither held nor expired.
create or replace function spendable_credits(p_account_id uuid, p_as_of timestamptz) returns integer
  language sql stable
  as $$
    select coalesce(sum(remaining), 0)::integer
    from list_spendable_grants(p_account_id, p_as_of)
  $$;

-- Returns the sequence of the last ledger entry before a time. Entries are numbered without gaps in order of
-- time, so a binary search needs no index on the time.
create or replace function sequence_before(p_account_id uuid, p_time timestamptz) returns bigint
  language plpgsql stable
  as $$
  declare
    low bigint := 0;
    high bigint;
    middle bigint;
  begin
    select entry_count into high from accounts where id = p_account_id;
    while low < high loop
      middle := (low + high + 1) / 2;
      if (select created_at from credit_entries where account_id = p_account_id and sequence = middle)
        < p_time
      then
        low := middle;
      else
        high := middle - 1;
      end if;
    end loop;
    return low;
  end
  $$;

-- Lists the ledger entries of an account, the newest first: a bounded page (see list_generations). A null
-- filter matches everything. Entries are numbered without gaps, so a window is a range of sequences.
create or replace function list_credit_entries(
  p_account_id uuid,
  p_kinds credit_entry_kind[],
  p_generation_id uuid,
  p_from timestamptz,
  p_to timestamptz,
  p_before bigint,
  p_limit integer,
  p_window integer
) returns table (sequence bigint, is_match boolean, is_end boolean)
  language plpgsql stable
  rows 20
  as $$
  #variable_conflict use_column
  declare
    first_wanted bigint := 1;
    last_wanted bigint;
    window_start bigint := 0;
  begin
    if p_from is not null then
      first_wanted := sequence_before(p_account_id, p_from) + 1;
    end if;
    if p_to is not null then
      last_wanted := sequence_before(p_account_id, p_to);
    else
      select entry_count into last_wanted from accounts where id = p_account_id;
    end if;
    last_wanted := least(last_wanted, p_before - 1);
    if p_generation_id is not null then
      return query
        select e.sequence, true, false
        from generations g
          join credit_entries e on e.hold_id = g.hold_id
        where g.id = p_generation_id
          and g.account_id = p_account_id
          and e.sequence between first_wanted and last_wanted
          and (p_kinds is null or e.kind = any (p_kinds))
        order by e.sequence desc
        limit p_limit;
      return;
    end if;
    if last_wanted - p_window >= first_wanted then
      window_start := last_wanted - p_window + 1;
    end if;
    return query
      select e.sequence, p_kinds is null or e.kind = any (p_kinds), e.sequence = window_start
      from credit_entries e
      where e.account_id = p_account_id
        and e.sequence between greatest(first_wanted, window_start) and last_wanted
        and (p_kinds is null or e.kind = any (p_kinds) or e.sequence = window_start)
      order by e.sequence desc
      limit p_limit;
  end
  $$;
