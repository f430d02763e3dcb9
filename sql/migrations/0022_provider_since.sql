-- Since when a provider's circuit is as it is; null where it was never otherwise.
alter table provider_health add column since timestamptz;
