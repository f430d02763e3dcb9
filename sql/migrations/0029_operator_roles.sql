-- Roles of operators with fewer rights than an admin.

-- support: reads, and adjusts credits. finance: also grants and voids credits, and changes prices and plans.
create type operator_role as enum ('support', 'finance');

alter table accounts
  -- Null for customers, and for admins, who have every right.
  add column operator_role operator_role,
  add constraint accounts_admins_have_no_other_role check (operator_role is null or not admin);
