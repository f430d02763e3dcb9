-- The keys that stored data depends on, such as the pepper of API keys, encrypted with a key of APP_SECRET.
-- Null until a process of this release has started: the keys are then derived from APP_SECRET itself.
alter table installation add column sealed_keys bytea;
