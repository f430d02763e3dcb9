-- Locks the account and returns whether it may store one more file of this size. With it, the account has
-- at most p_most_files files, of p_most_bytes together; the results of its batches do not count. A closed
-- account may store none.
create or replace function has_file_room(
  p_account_id uuid,
  p_size_bytes bigint,
  p_most_files integer,
  p_most_bytes bigint
) returns boolean
  language plpgsql
  as $$
  begin
    perform 1 from accounts where id = p_account_id and closed_at is null for no key update;
    if not found then
      return false;
    end if;
    return (
      select count(*) < p_most_files and coalesce(sum(size_bytes), 0) + p_size_bytes <= p_most_bytes
      from files
      where account_id = p_account_id
        and purpose <> 'batch_output'
        and (expires_at is null or expires_at > clock())
    );
  end
  $$;

-- Returns how many bytes of files an account may store: p_most_bytes if it has spendable or held credits,
-- and otherwise p_most_bytes_without_credits.
create or replace function file_bytes_limit(
  p_account_id uuid,
  p_most_bytes bigint,
  p_most_bytes_without_credits bigint
) returns bigint
  language sql stable
  as $$
    select case
      when spendable_credits(id, clock()) > 0 or held > 0 then p_most_bytes
      else p_most_bytes_without_credits
    end
    from accounts
    where id = p_account_id
  $$;

-- Returns when a file that was created at p_created_at expires: after p_life_seconds or the retention of
-- the account's plan, whichever ends first. Null p_life_seconds: only the retention counts. p_default_days:
-- the retention of plans without one of their own. Null if the file never expires.
create or replace function file_expiry(
  p_account_id uuid,
  p_created_at timestamptz,
  p_life_seconds integer,
  p_default_days integer
) returns timestamptz
  language sql stable
  as $$
    select least(
      p_created_at + p_life_seconds * interval '1 second',
      p_created_at + effective_retention_days(p, p_default_days) * interval '1 day'
    )
    from accounts a
      join plans p on p.id = a.plan_id
    where a.id = p_account_id
  $$;
