/* @name listModerationRules */
select pattern, reason, created_at
from moderation_rules
order by lower(pattern);

/* @name addModerationRule */
select admin_add_moderation_rule(act_as(:actorId, :address), :pattern!, :reason!) as "added!";

/* @name removeModerationRule */
select admin_remove_moderation_rule(act_as(:actorId, :address), :pattern!) as "removed!";

/* @name recordContentRefusal */
select was_suspended as "wasSuspended?", is_suspended as "isSuspended?"
from record_content_refusal(:accountId!);

/* Returns a row if the end of a generation has suspended its account. Of those that ended in the same
   statement, only the first has one. */
/* @name findSuspendedBy */
select a.id as "accountId!"
from generations g
  join accounts a on a.id = g.account_id and a.suspended_at = g.finished_at
where g.id = :generationId!
  and not exists (
    select 1
    from generations other
    where other.account_id = a.id
      and other.error_code is not null
      and other.status = 'blocked'
      and other.finished_at = a.suspended_at
      and other.id < g.id
  );
