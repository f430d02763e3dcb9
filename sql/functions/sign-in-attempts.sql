-- Counts one attempt against a scope, p_limit of them in a window that starts with the first. Returns how
-- many seconds to wait, 0 if the attempt is allowed.
create or replace function consume_attempt_in_window(p_scope text, p_limit integer, p_window interval)
  returns integer
  language plpgsql
  as $$
  declare
    as_of timestamptz := clock();
    since timestamptz := as_of - p_window;
    first_at timestamptz;
  begin
    insert into sign_in_attempts as t (scope, started_at, attempts)
    values (p_scope, as_of, 1)
    on conflict (scope) do update
    set started_at = case when t.started_at <= since then as_of else t.started_at end,
      attempts = case when t.started_at <= since then 1 else t.attempts + 1 end
    where t.attempts < p_limit or t.started_at <= since;
    if found then
      return 0;
    end if;
    select started_at into first_at from sign_in_attempts where scope = p_scope;
    return greatest(1, ceil(extract(epoch from first_at + p_window - as_of)))::integer;
  end
  $$;

-- Counts one attempt against a scope, p_limit of them in 15 minutes. Returns how many seconds to wait.
create or replace function consume_attempt(p_scope text, p_limit integer) returns integer
  language sql
  as $$ select consume_attempt_in_window(p_scope, p_limit, interval '15 minutes') $$;

-- Counts one sign-in of a client that the account does not trust. Returns how many seconds to wait.
--
-- Attempts count by client, by account and client, and by account. One client cannot keep others out: only
-- the third count concerns them. From p_slow_after attempts in an hour on, it reduces what each client may
-- try for the account to p_slow_pair_limit. p_account_limit is the limit for all of them together. A client
-- that is rejected does not consume attempts of the account. The rows are locked in one order.
create or replace function consume_untrusted_sign_in(
  p_client_scope text,
  p_pair_scope text,
  p_account_scope text,
  p_client_limit integer,
  p_pair_limit integer,
  p_slow_pair_limit integer,
  p_slow_after integer,
  p_account_limit integer
) returns integer
  language plpgsql
  as $$
  declare
    is_slow boolean := exists (
      select 1
      from sign_in_attempts
      where scope = p_account_scope
        and attempts >= p_slow_after
        and started_at > clock() - interval '1 hour'
    );
    pair_limit integer := case when is_slow then p_slow_pair_limit else p_pair_limit end;
    wait integer := consume_attempt(p_client_scope, p_client_limit);
  begin
    if wait = 0 then
      wait := consume_attempt(p_pair_scope, pair_limit);
    end if;
    if wait = 0 then
      wait := consume_attempt_in_window(p_account_scope, p_account_limit, interval '1 hour');
    end if;
    return wait;
  end
  $$;

-- Removes what a successful sign-in has counted: all attempts of the client for the account, and one of the
-- client and of the account. The other attempts for the account were made by other clients.
create or replace function refund_untrusted_sign_in(
  p_client_scope text,
  p_pair_scope text,
  p_account_scope text
) returns void
  language plpgsql
  as $$
  begin
    perform refund_attempt(p_client_scope);
    delete from sign_in_attempts where scope = p_pair_scope;
    perform refund_attempt(p_account_scope);
  end
  $$;

-- Removes one attempt from the count of a scope.
create or replace function refund_attempt(p_scope text) returns void
  language plpgsql
  as $$
  begin
    delete from sign_in_attempts where scope = p_scope and attempts = 1;
    update sign_in_attempts set attempts = attempts - 1 where scope = p_scope and attempts > 1;
  end
  $$;

-- Removes all attempts that were counted for an account, by all clients. An email address has no spaces.
create or replace function clear_sign_in_attempts(p_email text) returns void
  language sql
  as $$
    delete from sign_in_attempts
    where scope = 'account ' || p_email or starts_with(scope, 'account-client ' || p_email || ' ')
  $$;

-- Removes all counts of attempts and of their events that contain one of these names of an account.
create or replace function erase_sign_in_attempts(p_names text[]) returns void
  language sql
  as $$
    delete from sign_in_attempts a
    using unnest(p_names) n (name)
    where a.scope in ('account ' || name, 'session.fail ' || name, 'session.lock ' || name)
      or starts_with(a.scope, 'account-client ' || name || ' ')
      or starts_with(a.scope, 'session.fail ' || name || ' ')
      or starts_with(a.scope, 'session.lock ' || name || ' ')
  $$;
