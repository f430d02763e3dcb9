-- Removes the foreign keys between rows that one function writes together, or whose parent it has locked.
-- Accounts, holds, grants and generations are never deleted, so only an insert could violate them, and each
-- one cost a lookup and a row lock for every generation. The invariants state the same rules.

-- In the order in which requests are accepted, so that none of them waits for this while this waits for it.
lock table
  accounts, credit_grants, generations, credit_holds, credit_hold_parts, credit_entries,
  provider_attempts, images
  in access exclusive mode;

alter table credit_holds drop constraint credit_holds_account_id_fkey;

alter table credit_hold_parts
  drop constraint credit_hold_parts_hold_id_fkey,
  drop constraint credit_hold_parts_grant_id_fkey;

alter table credit_entries
  drop constraint credit_entries_account_id_fkey,
  drop constraint credit_entries_hold_id_fkey;

alter table generations
  drop constraint generations_account_id_fkey,
  drop constraint generations_hold_id_fkey;

alter table provider_attempts drop constraint provider_attempts_generation_id_fkey;
alter table images drop constraint images_generation_id_fkey;
