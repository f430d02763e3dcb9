-- Every move of credits. The caller of an inner function (`take_`, `close_`, `write_`) has locked
-- the account row already; each outer one locks it first, and asks the clock only after that.

create or replace function month_start(p_moment timestamptz) returns date
  language sql immutable
  as $$ select date_trunc('month', p_moment at time zone 'utc')::date $$;

-- Writes one line of the ledger and the account's totals with it. `p_spend_change` moves what counts
-- against a plan's monthly cap.
create or replace function write_credit_entry(
  p_account_id uuid,
  p_kind text,
  p_op_key text,
  p_grant_id uuid,
  p_hold_id uuid,
  p_available_change integer,
  p_held_change integer,
  p_note text default null,
  p_spend_change integer default 0
) returns void
  language sql
  as $$
    with account as (
      update accounts
      set available = available + p_available_change,
        held = held + p_held_change,
        entry_count = entry_count + 1,
        -- A release at the very turn of a month may find the new month's count already begun at 0.
        month_spend = greatest(
          0, p_spend_change + case when spend_month = month_start(clock()) then month_spend else 0 end
        ),
        spend_month = month_start(clock()),
        -- A clock that has stepped back does not put a line before the one that it follows.
        last_entry_at = greatest(last_entry_at, clock())
      where id = p_account_id
      returning id, entry_count, available, held, last_entry_at
    )
    insert into credit_entries (
      account_id, sequence, kind, op_key, grant_id, hold_id,
      available_change, held_change, available_after, held_after, note, created_at
    )
    select
      id, entry_count, p_kind, p_op_key, p_grant_id, p_hold_id,
      p_available_change, p_held_change, available, held, p_note, last_entry_at
    from account
  $$;

-- Adds a batch. The same op_key again adds nothing and answers null.
create or replace function grant_credits(
  p_account_id uuid,
  p_grant_id uuid,
  p_amount integer,
  p_source text,
  p_expires_at timestamptz,
  p_op_key text,
  p_note text default null,
  p_parent_id uuid default null
) returns uuid
  language plpgsql
  as $$
  begin
    perform 1 from accounts where id = p_account_id for update;
    if exists (select 1 from credit_entries where op_key = p_op_key) then
      return null;
    end if;
    insert into credit_grants (
      id, account_id, amount, remaining, source, expires_at, parent_id, note, created_at
    )
    values (
      p_grant_id, p_account_id, p_amount, p_amount, p_source, p_expires_at, p_parent_id, p_note, clock()
    );
    perform write_credit_entry(
      p_account_id,
      case p_source when 'restore' then 'restore' when 'adjust' then 'adjust' else 'grant' end,
      p_op_key, p_grant_id, null, p_amount, 0, p_note
    );
    if p_source <> 'restore' then
      perform rearm_credits_low(p_account_id);
    end if;
    return p_grant_id;
  end
  $$;

-- What the account can spend at this moment.
create or replace function spendable_credits(p_account_id uuid, p_now timestamptz) returns integer
  language sql stable
  as $$
    select coalesce(sum(remaining), 0)::integer
    from credit_grants
    where account_id = p_account_id
      and closed_at is null
      and (expires_at is null or expires_at > p_now)
  $$;

-- Holds credits, the ones that expire first before all others. False where there are too few; then
-- nothing has changed.
create or replace function place_hold(
  p_account_id uuid,
  p_hold_id uuid,
  p_amount integer,
  p_now timestamptz
) returns boolean
  language plpgsql
  as $$
  declare
    batch record;
    missing integer := p_amount;
    part integer;
    part_position integer := 0;
    spendable integer := spendable_credits(p_account_id, p_now);
  begin
    if spendable < p_amount then
      return false;
    end if;
    insert into credit_holds (id, account_id, amount, created_at)
    values (p_hold_id, p_account_id, p_amount, p_now);
    for batch in
      select id, remaining
      from credit_grants
      where account_id = p_account_id
        and closed_at is null
        and remaining > 0
        and (expires_at is null or expires_at > p_now)
      order by priority, expires_at nulls last, (source = 'purchase'), created_at, id
    loop
      part := least(missing, batch.remaining);
      update credit_grants
      set remaining = remaining - part, held = held + part
      where id = batch.id;
      insert into credit_hold_parts (hold_id, position, grant_id, amount)
      values (p_hold_id, part_position, batch.id, part);
      part_position := part_position + 1;
      missing := missing - part;
      exit when missing = 0;
    end loop;
    perform write_credit_entry(
      p_account_id, 'hold', 'hold:' || p_hold_id, null, p_hold_id, -p_amount, p_amount, null, p_amount
    );
    perform emit_credits_low(p_account_id, spendable, spendable - p_amount);
    return true;
  end
  $$;

-- Gives one part of a closing hold back to its batch. From one that was taken back meanwhile the
-- credits are taken back as well. A batch that has expired meanwhile cannot be
-- spent any more: where the fault was ours its credits come back as a new batch of seven days,
-- unless it was such a batch itself (a grace is never stacked); else they expire at once.
create or replace function release_hold_part(
  p_hold credit_holds,
  p_grant_id uuid,
  p_amount integer,
  p_our_fault boolean,
  p_now timestamptz
) returns void
  language plpgsql
  as $$
  declare
    batch credit_grants;
  begin
    update credit_grants
    set held = held - p_amount, remaining = remaining + p_amount
    where id = p_grant_id
    returning * into batch;
    if batch.voided_at is not null then
      update credit_grants
      set remaining = remaining - p_amount
      where id = p_grant_id;
      perform write_credit_entry(
        p_hold.account_id, 'void', 'void:' || p_hold.id || ':' || p_grant_id, p_grant_id, p_hold.id,
        -p_amount, 0, 'taken back while held'
      );
      return;
    end if;
    if batch.expires_at is null or batch.expires_at > p_now then
      return;
    end if;
    update credit_grants
    set remaining = remaining - p_amount
    where id = p_grant_id;
    perform write_credit_entry(
      p_hold.account_id, 'expire', 'expire:' || p_hold.id || ':' || p_grant_id, p_grant_id, p_hold.id,
      -p_amount, 0, 'expired while held'
    );
    if p_our_fault and batch.source <> 'restore' then
      perform grant_credits(
        p_hold.account_id, gen_random_uuid(), p_amount, 'restore', p_now + interval '7 days',
        'restore:' || p_hold.id || ':' || p_grant_id, 'given back after a failure of ours', p_grant_id
      );
    end if;
  end
  $$;

-- Closes a hold for good: captures that many credits, the earliest parts first, and releases the
-- rest, the latest parts first. False where it was closed before; then nothing has changed.
create or replace function close_hold(
  p_hold_id uuid,
  p_capture integer,
  p_our_fault boolean
) returns boolean
  language plpgsql
  as $$
  declare
    hold credit_holds;
    part record;
    taken integer;
    to_capture integer := p_capture;
    moment timestamptz := clock();
  begin
    update credit_holds
    set captured = p_capture, released = amount - p_capture, closed_at = moment
    where id = p_hold_id and closed_at is null
    returning * into hold;
    if not found then
      return false;
    end if;
    if hold.captured > 0 then
      perform write_credit_entry(
        hold.account_id, 'capture', 'capture:' || hold.id, null, hold.id, 0, -hold.captured
      );
    end if;
    if hold.released > 0 then
      perform write_credit_entry(
        hold.account_id, 'release', 'release:' || hold.id, null, hold.id,
        hold.released, -hold.released, null,
        case when month_start(hold.created_at) = month_start(moment) then -hold.released else 0 end
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
      perform release_hold_part(hold, part.grant_id, part.released, p_our_fault, moment);
    end loop;
    update credit_grants
    set closed_at = moment
    where id = any (array(select grant_id from credit_hold_parts where hold_id = hold.id))
      and closed_at is null and remaining = 0 and held = 0;
    return true;
  end
  $$;

-- Takes what is left of grants off the ledger and closes those that hold nothing. The caller holds the
-- locks of their accounts. p_kind is 'expire' or 'void'; a voided grant also loses what is released to
-- it later. The op_key carries the line's sequence: credits that a release has put back into a grant
-- can be taken a second time, for example after the clock has stepped back.
create or replace function empty_grants(p_grant_ids uuid[], p_kind text, p_note text, p_as_of timestamptz)
  returns table (grants bigint, credits bigint)
  language sql
  as $$
    with wanted as (
      select
        id, account_id, remaining,
        count(*) filter (where remaining > 0) over line as line_number,
        sum(remaining) over line as credits_so_far
      from credit_grants
      where id = any (p_grant_ids) and closed_at is null
      window line as (partition by account_id order by expires_at nulls last, id)
    ), emptied as (
      update credit_grants g
      set remaining = 0,
        voided_at = case p_kind when 'void' then p_as_of else g.voided_at end,
        closed_at = case when g.held = 0 then p_as_of end
      from wanted w
      where g.id = w.id
    ), per_account as (
      select account_id, count(*) filter (where remaining > 0) as lines, sum(remaining) as credits
      from wanted
      group by account_id
    ), account as (
      update accounts a
      set available = a.available - t.credits,
        entry_count = a.entry_count + t.lines,
        last_entry_at = greatest(a.last_entry_at, p_as_of)
      from per_account t
      where a.id = t.account_id and t.lines > 0
      returning
        a.id, a.available + t.credits as available_before, a.entry_count - t.lines as entries_before,
        a.held, a.last_entry_at
    ), entry as (
      insert into credit_entries (
        account_id, sequence, kind, op_key, grant_id, available_change, held_change,
        available_after, held_after, note, created_at
      )
      select
        a.id, a.entries_before + w.line_number, p_kind,
        p_kind || ':' || w.id || ':' || (a.entries_before + w.line_number), w.id, -w.remaining, 0,
        a.available_before - w.credits_so_far, a.held, p_note, a.last_entry_at
      from wanted w
        join account a on a.id = w.account_id
      where w.remaining > 0
    )
    select count(*), coalesce(sum(remaining), 0)
    from wanted
  $$;

-- Takes expired grants off the ledger, in a constant number of statements. Grants that have not expired
-- or are closed are left alone. Spending does not depend on it: a hold never takes from an expired grant.
-- Returns how many grants were emptied or closed.
create or replace function expire_grants(p_grant_ids uuid[]) returns bigint
  language plpgsql
  as $$
  declare
    moment timestamptz;
    due uuid[];
  begin
    perform 1
    from accounts
    where id in (select account_id from credit_grants where id = any (p_grant_ids))
    order by id
    for update;
    moment := clock();
    due := array(
      select id
      from credit_grants
      where id = any (p_grant_ids)
        and closed_at is null
        and expires_at <= moment
        and (remaining > 0 or held = 0)
    );
    return (select grants from empty_grants(due, 'expire', null, moment));
  end
  $$;

-- Takes back what is left of a batch, with a reason; what it holds at the moment follows if it is ever
-- released. Answers how many credits were left.
create or replace function void_grant(p_grant_id uuid, p_note text) returns integer
  language plpgsql
  as $$
  begin
    perform 1
    from accounts
    where id = (select account_id from credit_grants where id = p_grant_id)
    for update;
    return (select credits from empty_grants(array[p_grant_id], 'void', p_note, clock()));
  end
  $$;

-- Takes back what is left of all grants of an account.
create or replace function void_all_grants(p_account_id uuid, p_note text) returns void
  language plpgsql
  as $$
  begin
    perform 1 from accounts where id = p_account_id for update;
    perform empty_grants(
      array(select id from credit_grants where account_id = p_account_id and closed_at is null),
      'void', p_note, clock()
    );
  end
  $$;
