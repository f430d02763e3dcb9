-- Counts one attempt against a scope, p_limit of them in 15 minutes. Returns how many seconds to wait, 0
-- if the attempt is allowed.
create or replace function consume_attempt(p_scope text, p_limit integer) returns integer
  language plpgsql
  as $$
  declare
    as_of timestamptz := clock();
    since timestamptz := as_of - interval '15 minutes';
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
    return greatest(1, ceil(extract(epoch from first_at + interval '15 minutes' - as_of)))::integer;
  end
  $$;

-- Counts one sign-in by caller and by account. The caller's limit is checked first, so that a rejected
-- caller does not use up the attempts of an account, and so that rows are locked in one order.
create or replace function consume_sign_in(
  p_caller_scope text,
  p_caller_limit integer,
  p_email_scope text,
  p_email_limit integer
) returns integer
  language plpgsql
  as $$
  declare
    wait integer := consume_attempt(p_caller_scope, p_caller_limit);
  begin
    if wait > 0 then
      return wait;
    end if;
    return consume_attempt(p_email_scope, p_email_limit);
  end
  $$;

-- Removes what a successful sign-in has counted: one attempt of the caller and all of the account.
create or replace function reset_sign_in(p_caller_scope text, p_email_scope text) returns void
  language plpgsql
  as $$
  begin
    delete from sign_in_attempts where scope = p_caller_scope and attempts = 1;
    update sign_in_attempts set attempts = attempts - 1 where scope = p_caller_scope and attempts > 1;
    delete from sign_in_attempts where scope = p_email_scope;
  end
  $$;
