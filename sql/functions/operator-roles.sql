-- Returns the role of an operator: support, finance or admin. Null for a customer.
create or replace function account_role(p_account accounts) returns text
  language sql immutable
  as $$ select case when p_account.admin then 'admin' else p_account.operator_role::text end $$;

-- Changes the role of an account, and writes an audit entry if that is a change. Null makes it a customer.
create or replace function set_role(
  p_actor_id uuid,
  p_account accounts,
  p_role text,
  p_reason text
) returns void
  language plpgsql
  as $$
  begin
    if p_role is not distinct from account_role(p_account) then
      return;
    end if;
    update accounts
    set admin = coalesce(p_role = 'admin', false),
      operator_role = nullif(p_role, 'admin')::operator_role
    where id = p_account.id;
    perform write_audit_entry(
      p_actor_id => p_actor_id,
      p_action => 'account.role',
      p_account_id => p_account.id,
      p_reason => p_reason,
      p_details => audit_diff('role', account_role(p_account), p_role)
    );
  end
  $$;

-- Changes plan, admin rights and access of an account. Called by programs of release 65 and older.
create or replace function admin_update_account(
  p_actor_id uuid,
  p_account_id uuid,
  p_plan_id text,
  p_admin boolean,
  p_disabled boolean,
  p_reason text
) returns account_change_outcome
  language sql
  as $$
    select admin_change_account(
      p_actor_id => p_actor_id,
      p_account_id => p_account_id,
      p_plan_id => p_plan_id,
      p_sets_role => p_admin <> (select admin from accounts where id = p_account_id),
      p_role => case when p_admin then 'admin' end,
      p_disabled => p_disabled,
      p_reason => p_reason
    )
  $$;
