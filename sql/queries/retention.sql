/* @name deleteExpiredGenerations */
select last_account_id as "lastAccountId!", deleted as "deleted!"
from delete_expired_generations(
  p_after_account_id => :afterAccountId!,
  p_default_days => :defaultDays!,
  p_accounts => :accounts!,
  p_limit => :limit!
);

/* @name setPlanRetention */
select admin_set_plan_retention(
  p_actor_id => act_as(:actorId, :address, :reason), p_plan_id => :planId!, p_days => :days
) as "done?";
