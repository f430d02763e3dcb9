/* @name listCreditEntries */
select
  sequence as "sequence!", kind as "kind!", grant_id as "grantId?", generation_id as "generationId?",
  available_change as "availableChange!", held_change as "heldChange!",
  available_after as "availableAfter!", held_after as "heldAfter!", note as "note?",
  created_at as "createdAt!", fits as "fits!", is_end as "isEnd!"
from list_credit_entries(
  p_account_id => :accountId!,
  p_kinds => :kinds,
  p_generation_id => :generationId,
  p_from => :from,
  p_to => :to,
  p_before => :before,
  p_limit => :limit!,
  p_window => :window!
);
