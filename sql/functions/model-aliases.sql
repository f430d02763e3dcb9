-- Returns the aliases of a model, sorted.
create or replace function aliases_of_model(p_model text) returns text[]
  language plpgsql stable
  as $$
  begin
    return array(select alias from model_aliases where model = p_model order by alias);
  end
  $$;

-- Makes these the aliases of a model, also those of another model. Null changes nothing. Writes an audit
-- entry for each other model that loses an alias.
create or replace function set_model_aliases(p_actor_id uuid, p_model text, p_aliases text[]) returns void
  language plpgsql
  as $$
  declare
    other record;
  begin
    for other in
      select a.model as id, model_with_routes(a.model) as previous
      from model_aliases a
      where a.alias = any (p_aliases) and a.model <> p_model
      group by a.model
      order by a.model
    loop
      delete from model_aliases where model = other.id and alias = any (p_aliases);
      perform write_model_audit(p_actor_id, other.id, other.previous);
    end loop;
    delete from model_aliases where model = p_model and alias <> all (p_aliases);
    insert into model_aliases (alias, model)
    select distinct wanted.alias, p_model
    from unnest(p_aliases) wanted (alias)
    on conflict (alias) do update
    set model = excluded.model;
  end
  $$;

-- Makes an alias a name of a model, or of none if p_model is null, and writes audit entries of the models.
-- Returns false if the model does not exist, and for null if the alias does not exist.
create or replace function admin_set_model_alias(p_actor_id uuid, p_alias text, p_model text) returns boolean
  language plpgsql
  as $$
  declare
    target text := coalesce(p_model, (select model from model_aliases where alias = p_alias));
    previous jsonb;
    remaining text[];
  begin
    perform 1 from models where id = target for no key update;
    if not found then
      return false;
    end if;
    previous := model_with_routes(target);
    remaining := array_remove(aliases_of_model(target), p_alias);
    perform set_model_aliases(
      p_actor_id, target, case when p_model is null then remaining else remaining || p_alias end
    );
    perform write_model_audit(p_actor_id, target, previous);
    return true;
  end
  $$;
