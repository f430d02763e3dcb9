-- Models. Each admin_ function makes one change and writes its entry to the audit log.

-- Returns a model with its routes, in order, and the dialects whose default it is.
create or replace function model_with_routes(p_id text) returns jsonb
  language plpgsql stable
  as $$
  begin
    return (
      select to_jsonb(m) || jsonb_build_object('providers', coalesce((
        select jsonb_agg(
          jsonb_build_object('provider', r.provider, 'provider_model', r.provider_model)
          order by r.position
        )
        from model_routes r
        where r.model = m.id
      ), '[]'), 'default_for', defaults_of_model(m.id))
      from models m
      where m.id = p_id
    );
  end
  $$;

-- Inserts or updates a model.
create or replace function write_model(p_model models) returns void
  language sql
  as $$
    insert into models (
      id, name, provider, provider_model, max_images, reference_image_limit, position, enabled
    )
    values (
      p_model.id, p_model.name, p_model.provider, p_model.provider_model, p_model.max_images,
      p_model.reference_image_limit, p_model.position, p_model.enabled
    )
    on conflict (id) do update
    set name = excluded.name,
      provider = excluded.provider,
      provider_model = excluded.provider_model,
      max_images = excluded.max_images,
      reference_image_limit = excluded.reference_image_limit,
      position = excluded.position,
      enabled = excluded.enabled
  $$;

-- Makes a model the default of the dialects in `default_for`. If it is absent or null, no default changes.
create or replace function write_model_defaults(p_id text, p_default_for jsonb) returns void
  language plpgsql
  as $$
  begin
    if jsonb_typeof(p_default_for) = 'array' then
      perform set_model_defaults(p_id, array(select jsonb_array_elements_text(p_default_for)));
    end if;
  end
  $$;

-- Writes the audit entry of a model, if it has changed.
create or replace function write_model_audit(p_actor_id uuid, p_model_id text, p_previous jsonb)
  returns void
  language plpgsql
  as $$
  declare
    updated jsonb := model_with_routes(p_model_id);
  begin
    if p_previous is distinct from updated then
      perform write_audit_entry(
        p_actor_id, 'model', null, p_model_id, null,
        jsonb_build_object('before', p_previous, 'after', updated)
      );
    end if;
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

-- Adds an enabled model, by default after all others. Returns false if the id exists.
create or replace function admin_add_model(p_actor_id uuid, p_model jsonb) returns boolean
  language plpgsql
  as $$
  declare
    wanted models := jsonb_populate_record(null::models, p_model || '{"enabled": true}');
  begin
    lock table prices in share row exclusive mode;
    if exists (select 1 from models where id = wanted.id) then
      return false;
    end if;
    wanted.position := coalesce(wanted.position, last_model_position());
    perform write_model(wanted);
    perform write_model_defaults(wanted.id, p_model -> 'default_for');
    perform write_model_audit(p_actor_id, wanted.id, null);
    return true;
  end
  $$;

-- Changes the given properties of a model. Returns false if it does not exist.
create or replace function admin_set_model(p_actor_id uuid, p_id text, p_change jsonb) returns boolean
  language plpgsql
  as $$
  declare
    own models;
    previous jsonb;
  begin
    select * into own from models where id = p_id for update;
    if not found then
      return false;
    end if;
    previous := model_with_routes(p_id);
    perform write_model(jsonb_populate_record(own, p_change - 'id'));
    perform write_model_defaults(p_id, (
      select to_jsonb(array(
        select dialect from dialect_defaults where model = p_id
        union
        select jsonb_array_elements_text(p_change -> 'default_for')
      ))
      where p_change ? 'default_for'
    ));
    perform write_model_audit(p_actor_id, p_id, previous);
    return true;
  end
  $$;

-- Replaces a model with its routes. Without routes it keeps its provider, and the provider of the settings
-- is used. Returns null, or the first combination that would have no price; then nothing changes.
create or replace function admin_put_model(p_actor_id uuid, p_model jsonb) returns text
  language plpgsql
  as $$
  declare
    wanted models := jsonb_populate_record(null::models, p_model);
    previous jsonb;
    unpriced text;
  begin
    lock table prices in share row exclusive mode;
    previous := model_with_routes(wanted.id);
    unpriced := case when wanted.enabled then find_unpriced(wanted.id) end;
    if unpriced is not null then
      return unpriced;
    end if;
    wanted.provider := coalesce(p_model #>> '{providers,0,provider}', previous ->> 'provider', 'openai');
    wanted.provider_model := coalesce(
      p_model #>> '{providers,0,provider_model}', previous ->> 'provider_model', wanted.id
    );
    wanted.position := coalesce(
      wanted.position, (previous ->> 'position')::integer, last_model_position()
    );
    perform write_model(wanted);
    perform write_model_defaults(wanted.id, p_model -> 'default_for');
    perform set_model_routes(
      wanted.id,
      array(select value ->> 'provider' from jsonb_array_elements(p_model -> 'providers')),
      array(select value ->> 'provider_model' from jsonb_array_elements(p_model -> 'providers'))
    );
    perform write_model_audit(p_actor_id, wanted.id, previous);
    return null;
  end
  $$;
