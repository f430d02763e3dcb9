-- Replaces the routes of a model, in order of preference, also for generations that are queued. Returns
-- false if the model does not exist.
create or replace function set_model_routes(p_model text, p_providers text[], p_provider_models text[])
  returns boolean
  language plpgsql
  as $$
  begin
    perform 1 from models where id = p_model for no key update;
    if not found then
      return false;
    end if;
    delete from model_routes where model = p_model;
    insert into model_routes (model, position, provider, provider_model)
    select p_model, r.place - 1, r.provider, r.provider_model
    from unnest(p_providers, p_provider_models) with ordinality r (provider, provider_model, place);
    -- Not a join, for which a plan may read all generations.
    update queued_generations q
    set provider = coalesce(p_providers[1], '')
    where (select g.model from generations g where g.id = q.generation_id) = p_model;
    return true;
  end
  $$;

-- Replaces the routes of a model and writes an audit entry. Returns false if the model does not exist.
create or replace function admin_set_model_routes(
  p_actor_id uuid,
  p_id text,
  p_providers text[],
  p_provider_models text[]
) returns boolean
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    perform 1 from models where id = p_id for no key update;
    previous := model_with_routes(p_id);
    if not set_model_routes(p_id, p_providers, p_provider_models) then
      return false;
    end if;
    perform write_model_audit(p_actor_id, p_id, previous);
    return true;
  end
  $$;
