-- Changes of an account's access by operators. Suspensions begin automatically (content-refusals.sql).

-- Disables or enables an account. Enabling also lifts a suspension. Writes an audit entry unless the account
-- has that state already. The caller holds the account lock and passes the locked row.
create or replace function set_disabled(
  p_actor_id uuid,
  p_account accounts,
  p_disabled boolean,
  p_reason text
) returns void
  language plpgsql
  as $$
  declare
    changes jsonb := describe_changes(
      jsonb_build_object(
        'disabled', p_account.disabled_at is not null, 'suspended', p_account.suspended_at is not null
      ),
      case
        when p_disabled then jsonb_build_object('disabled', true)
        else jsonb_build_object('disabled', false, 'suspended', false)
      end
    );
  begin
    if changes is null then
      return;
    end if;
    if p_disabled <> (p_account.disabled_at is not null) then
      perform disable_account(p_account.id, p_disabled);
    end if;
    if not p_disabled then
      perform lift_suspension(p_account.id);
    end if;
    perform write_audit_entry(
      p_actor_id => p_actor_id,
      p_action => case when p_disabled then 'account.disable' else 'account.enable' end,
      p_account_id => p_account.id,
      p_reason => p_reason,
      p_details => changes
    );
  end
  $$;

-- Lifts the suspension of an account, if it is suspended, and resets its count of refusals. The caller holds
-- the account lock.
create or replace function lift_suspension(p_account_id uuid) returns void
  language plpgsql
  as $$
  begin
    update accounts set suspended_at = null where id = p_account_id and suspended_at is not null;
    if found then
      delete from content_refusals where account_id = p_account_id;
    end if;
  end
  $$;
