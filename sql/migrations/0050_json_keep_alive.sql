-- Whether the responses of a key to awaited image requests of the OpenAI-compatible API start before the
-- images are ready.

alter table keys add column json_keep_alive boolean not null default false;
