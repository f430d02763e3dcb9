/* @name listCreditEntries */
select
  sequence as "sequence!", kind as "kind!", grant_id as "grantId?", generation_id as "generationId?",
  available_change as "availableChange!", held_change as "heldChange!",
  available_after as "availableAfter!", held_after as "heldAfter!", note as "note?",
  created_at as "createdAt!", fits as "fits!", is_end as "isEnd!"
from list_credit_entries(:accountId!, :filter!, :before, :limit!, :window!);
