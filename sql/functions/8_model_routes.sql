-- Gives a model these routes, in order, and no others. False where there is no such model.
create or replace function set_model_routes(p_model text, p_providers text[], p_provider_models text[])
  returns boolean
  language plpgsql
  as $$
  begin
    perform 1 from models where id = p_model for update;
    if not found then
      return false;
    end if;
    delete from model_routes where model = p_model;
    insert into model_routes (model, position, provider, provider_model)
    select p_model, r.place - 1, r.provider, r.provider_model
    from unnest(p_providers, p_provider_models) with ordinality r (provider, provider_model, place);
    return true;
  end
  $$;
