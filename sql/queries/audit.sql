/* @name listAuditEntries */
select
  e.id, e.actor, e.action, e.account_id, a.email as "accountEmail?", e.subject, e.reason, e.details,
  e.created_at, l.fits as "fits!", l.is_end as "isEnd!"
from list_audit_entries(:filter!, :beforeId, :limit!, :window!) l
  join audit_entries e on e.id = l.id
  left join accounts a on a.id = e.account_id
order by e.created_at desc, e.id desc;
