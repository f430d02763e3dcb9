-- Holds credits, from the grants that expire first. Returns false and changes nothing if there are too few.
-- The caller holds the account lock.
create or replace function place_hold(
  p_account_id uuid,
  p_hold_id uuid,
  p_amount integer,
  p_as_of timestamptz
) returns boolean
  language plpgsql
  as $$
  declare
    open_grant record;
    missing integer := p_amount;
    part integer;
    part_position integer := 0;
    spendable integer := spendable_credits(p_account_id, p_as_of);
  begin
    if spendable < p_amount then
      return false;
    end if;
    insert into credit_holds (id, account_id, amount, created_at)
    values (p_hold_id, p_account_id, p_amount, p_as_of);
    for open_grant in
      select id, remaining
      from credit_grants
      where account_id = p_account_id
        and closed_at is null
        and remaining > 0
        and (expires_at is null or expires_at > p_as_of)
      order by priority, expires_at nulls last, (source = 'purchase'), created_at, id
    loop
      part := least(missing, open_grant.remaining);
      update credit_grants
      set remaining = remaining - part, held = held + part
      where id = open_grant.id;
      insert into credit_hold_parts (hold_id, position, grant_id, amount)
      values (p_hold_id, part_position, open_grant.id, part);
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
        p_hold.account_id, 'void', 'void:' || p_hold.id || ':' || p_grant_id, p_grant_id, p_hold.id,
        -p_amount, 0, 'voided while held'
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
      p_hold.account_id, 'expire', 'expire:' || p_hold.id || ':' || p_grant_id, p_grant_id, p_hold.id,
      -p_amount, 0, 'expired while held'
    );
    if p_is_our_fault and target.source <> 'restore' then
      perform grant_credits(
        p_hold.account_id, gen_random_uuid(), p_amount, 'restore', p_as_of + interval '7 days',
        'restore:' || p_hold.id || ':' || p_grant_id, 'restored after a failed generation', p_grant_id
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
        hold.account_id, 'capture', 'capture:' || hold.id, null, hold.id, 0, -hold.captured
      );
    end if;
    if hold.released > 0 then
      perform write_credit_entry(
        hold.account_id, 'release', 'release:' || hold.id, null, hold.id,
        hold.released, -hold.released, null,
        case when month_start(hold.created_at) = month_start(as_of) then -hold.released else 0 end
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
