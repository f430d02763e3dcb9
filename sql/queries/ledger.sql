/* @name listCreditEntries */
select
  e.sequence, e.kind, e.grant_id, g.id as "generationId?", e.available_change, e.held_change,
  e.available_after, e.held_after, e.note, e.created_at, l.is_match as "isMatch!", l.is_end as "isEnd!"
from list_credit_entries(
    p_account_id => :accountId!,
    p_kinds => :kinds,
    p_generation_id => :generationId,
    p_from => :from,
    p_to => :to,
    p_before => :before,
    p_limit => :limit!,
    p_window => :window!
  ) l
  -- Looked up one by one: a join can read all entries of the account.
  cross join lateral (
    select *
    from credit_entries c
    where c.account_id = :accountId! and c.sequence = l.sequence
    limit 1
  ) e
  left join generations g on g.hold_id = e.hold_id
order by e.sequence desc;
