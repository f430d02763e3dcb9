/* @name listAuditEntries */
select
  e.id, e.actor_id, e.actor, e.address, e.action, e.account_id,
  a.email as "accountEmail?", e.subject, e.reason, e.details,
  e.created_at, l.is_match as "isMatch!", l.is_end as "isEnd!"
from list_audit_entries(
    p_account_id => :accountId,
    p_action => :action,
    p_actor => :actor,
    p_from => :from,
    p_to => :to,
    p_before_id => :beforeId,
    p_limit => :limit!,
    p_window => :window!
  ) l
  join audit_entries e on e.id = l.id
  left join accounts a on a.id = e.account_id
order by e.created_at desc, e.id desc;
