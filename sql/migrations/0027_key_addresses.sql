-- The networks from which a key may be used.

alter table keys
  add column allowed_addresses cidr[],
  add constraint keys_allowed_addresses_are_bounded check (cardinality(allowed_addresses) between 1 and 20);
