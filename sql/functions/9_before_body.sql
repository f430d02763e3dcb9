-- Why no request of this caller would be accepted at this moment, whatever it asks for: decided by the
-- cheapest price, without a lock. No row where one may be, and for what may repeat an earlier request.
create or replace function refuse_before_body(
  p_account_id uuid,
  p_key_id uuid,
  p_running_limit integer,
  p_dialect text,
  p_idempotency_key text,
  p_resent boolean
) returns table (outcome text, cost_credits integer)
  language plpgsql stable
  as $$
  #variable_conflict use_column
  declare
    account accounts;
    moment timestamptz := clock();
  begin
    if exists (
      select 1
      from idempotency_keys k
      where k.account_id = p_account_id and k.dialect = p_dialect and k.key = p_idempotency_key
    ) or (p_resent and exists (select 1 from recent_requests r where r.key_id = p_key_id)) then
      return;
    end if;
    select min(credits) into cost_credits from prices where dialect in (p_dialect, '*');
    if cost_credits is null then
      return;
    end if;
    select * into account from accounts where id = p_account_id;
    outcome := find_rejection(
      account,
      jsonb_build_object('runningLimit', p_running_limit, 'keyId', p_key_id),
      cost_credits,
      moment
    );
    if outcome is null and spendable_credits(p_account_id, moment) < cost_credits then
      outcome := 'insufficient_credits';
    end if;
    if outcome is not null then
      return next;
    end if;
  end
  $$;
