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

-- Makes a model the default of these dialects and of no others; another model loses a dialect that is
-- named here.
create or replace function set_model_defaults(p_model text, p_dialects text[]) returns void
  language sql
  as $$
    delete from dialect_defaults where model = p_model and dialect <> all (p_dialects);
    insert into dialect_defaults (dialect, model)
    select distinct d.dialect, p_model
    from unnest(p_dialects) d (dialect)
    on conflict (dialect) do update
    set model = excluded.model
  $$;

-- Returns the dialects whose default is a model, sorted.
create or replace function defaults_of_model(p_model text) returns text[]
  language plpgsql stable
  as $$
  begin
    return array(select dialect from dialect_defaults where model = p_model order by dialect);
  end
  $$;

-- Returns the position after all models.
create or replace function last_model_position() returns integer
  language plpgsql stable
  as $$
  begin
    return coalesce((select max(position) + 1 from models), 0);
  end
  $$;
