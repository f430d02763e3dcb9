-- The longest lifetime of the keys of a plan.

-- Days after which a new key of the plan expires at the latest. Null: keys may live until they are revoked.
alter table plans
  add column max_key_days integer,
  add constraint plans_max_key_days_is_positive check (max_key_days > 0);
