/* @name listModerationRules */
select pattern, reason, created_at
from moderation_rules
order by lower(pattern);

/* @name addModerationRule */
select admin_add_moderation_rule(act_as(:actorId, :address), :pattern!, :reason!) as "added!";

/* @name removeModerationRule */
select admin_remove_moderation_rule(act_as(:actorId, :address), :pattern!) as "removed!";
