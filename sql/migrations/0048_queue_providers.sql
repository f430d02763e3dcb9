-- The providers of queued generations, so that a claim can pass over those that have no slot left.

alter table queued_generations
  -- The first route of the model when the generation was accepted. Empty: the provider of the settings.
  add column provider text not null default '';

update queued_generations q
set provider = r.provider
from generations g
  join model_routes r on r.model = g.model and r.position = 0
where g.id = q.generation_id;

-- Finds the first turns of each priority and provider.
drop index queued_generations_order;
create index queued_generations_order on queued_generations (
  is_awaited desc, priority desc, provider desc, turn, job_id
);

-- Get a parameter for the providers.
drop function if exists pick_generations(integer);
drop function if exists list_next_candidates(integer);
drop function if exists claim_next_generations(
  uuid[], uuid[], uuid, text, integer, text[], boolean, boolean
);
