/* @name insertAccount */
with created as (
  insert into accounts (id, email, password_hash, plan_id, admin)
  values (:id!, :email!, :passwordHash, :planId!, :admin!)
  on conflict (email) do nothing
  returning id, plan_id, admin
)
select
  id,
  case
    when :isAudited!::boolean then write_audit_entry(
      p_actor_id => act_as(:actorId, :address),
      p_action => 'account.create',
      p_account_id => id,
      p_subject => null,
      p_reason => :reason,
      p_details => jsonb_build_object('after', jsonb_build_object('plan', plan_id, 'admin', admin))
    )::text
  end as "audited?"
from created;

/* @name findAccountByEmail */
select id, email, plan_id, admin, disabled_at, created_at
from accounts
where email = :email!;

/* @name findProfile */
select
  a.id, a.email, a.name, a.plan_id, p.name as plan_name, account_role(a) as "role?", a.language, a.theme,
  a.credits_low_at, a.created_at, a.suspended_at
from accounts a
  join plans p on p.id = a.plan_id
where a.id = :accountId!;

/* @name updateProfile */
select update_profile(
  p_actor_id => act_as(:actorId, :address),
  p_account_id => :accountId!,
  p_set_name => :setName!,
  p_name => :name,
  p_language => :language,
  p_theme => :theme,
  p_set_credits_low_at => :setCreditsLowAt!,
  p_credits_low_at => :creditsLowAt
) as "done?";

/* @name countAccounts */
select count(*)::integer as "count!"
from accounts;

/* @name listAccounts */
select id as "id!", is_match as "isMatch!", is_end as "isEnd!"
from list_accounts(
  p_text => :text,
  p_plan_id => :planId,
  p_disabled => :disabled,
  p_before_id => :beforeId,
  p_limit => :limit!,
  p_window => :window!
);

/* @name describeAccounts */
select
  a.id, a.email, a.name, a.plan_id, p.name as plan_name, a.admin, account_role(a) as "role?",
  a.disabled_at, a.suspended_at, a.closed_at, a.erased_at,
  a.held, a.created_at, spendable_credits(a.id, clock()) as "spendable!",
  greatest(
    (select max(s.seen_at) from sessions s where s.account_id = a.id),
    (select max(k.last_used_at) from list_active_keys(a.id) k),
    -- Not of all of them, because an account can have any number.
    (select max(k.last_used_at) from list_former_keys(a.id, 100) k)
  ) as "lastSeenAt?"
from accounts a
  join plans p on p.id = a.plan_id
where a.id = any (:ids!::uuid[])
order by a.created_at desc, a.id desc;

/* @name updateAccount */
select admin_change_account(
  p_actor_id => act_as(:actorId, :address),
  p_account_id => :accountId!,
  p_plan_id => :planId,
  p_sets_role => :setsRole!,
  p_role => :role,
  p_disabled => :disabled,
  p_reason => :reason
) as "outcome!";

/* @name closeAccount */
select owner_close_account(:accountId!) as "outcome?";

/* @name adminCloseAccount */
select admin_close_account(
  p_actor_id => act_as(:actorId, :address), p_account_id => :accountId!, p_reason => :reason
) as "outcome?";
