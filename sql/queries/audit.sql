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

/* @name recordExport */
select write_audit_entry(
  p_actor_id => act_as(:actorId!, :address),
  p_action => :action!,
  p_account_id => (select id from accounts where id = :accountId::uuid)
);

/* @name chainAuditEntries */
select chain_audit_entries(:limit!) as "chained!";

/* @name findAuditChainHead */
select position, hash
from audit_chain
order by position desc
limit 1;

/* @name verifyAuditChain */
select link_position as "position!", entry_id as "entryId!", fault as "fault!"
from verify_audit_chain(:after!::bigint, :to!::bigint);

/* @name countUnchainedEntries */
-- Entries that wait for the job, those among them whose values were changed, and entries that neither wait
-- nor are in the chain.
select
  count(*) filter (where u.entry_id is not null)::integer as "waiting!",
  count(*) filter (where u.entry_id is not null and not has_audit_values(e))::integer as "changed!",
  count(*) filter (where u.entry_id is null)::integer as "unknown!"
from audit_entries e
  left join audit_unchained u on u.entry_id = e.id
where not exists (select 1 from audit_chain c where c.entry_id = e.id);
