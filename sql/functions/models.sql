-- Models. Each admin_ function makes one change and writes its entry to the audit log.

-- Returns a model with its routes, in order, the dialects whose default it is, and its aliases.
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
      ), '[]'), 'default_for', defaults_of_model(m.id), 'aliases', aliases_of_model(m.id))
      from models m
      where m.id = p_id
    );
  end
  $$;

-- Writes the audit entry of a model if it differs from p_previous, which is null for a new model.
create or replace function write_model_audit(p_actor_id uuid, p_model_id text, p_previous jsonb)
  returns void
  language plpgsql
  as $$
  declare
    updated jsonb := model_with_routes(p_model_id);
  begin
    if p_previous is distinct from updated then
      perform write_audit_entry(
        p_actor_id => p_actor_id,
        p_action => 'model',
        p_subject => p_model_id,
        p_details => jsonb_build_object('before', p_previous, 'after', updated)
      );
    end if;
  end
  $$;

-- Returns the position after all models.
create or replace function next_model_position() returns integer
  language sql stable
  as $$ select coalesce(max(position) + 1, 0) from models $$;

-- Adds a model. It is enabled if all that can be requested of it has a price; otherwise no default changes.
-- Without p_position it is the last; without p_default_for no default changes either. Returns false if the
-- id exists.
create or replace function admin_add_model(
  p_actor_id uuid,
  p_id text,
  p_name text,
  p_provider text,
  p_provider_model text,
  p_max_images integer,
  p_reference_image_limit integer,
  p_position integer,
  p_default_for text[]
) returns boolean
  language plpgsql
  as $$
  declare
    is_priced boolean;
  begin
    lock table prices in share row exclusive mode;
    is_priced := find_unpriced(p_id) is null;
    insert into models (
      id, name, provider, provider_model, max_images, reference_image_limit, position, enabled
    )
    values (
      p_id, p_name, p_provider, p_provider_model, p_max_images, p_reference_image_limit,
      coalesce(p_position, next_model_position()), is_priced
    )
    on conflict (id) do nothing;
    if not found then
      return false;
    end if;
    if is_priced then
      perform add_model_defaults(p_id, p_default_for);
    end if;
    perform write_model_audit(p_actor_id, p_id, null);
    return true;
  end
  $$;

-- Changes a model. A null argument keeps the value; p_default_for adds to the dialects whose default it is.
-- Returns false if the model does not exist. Raises an error if it would be enabled without all prices.
create or replace function admin_set_model(
  p_actor_id uuid,
  p_id text,
  p_name text,
  p_provider text,
  p_provider_model text,
  p_max_images integer,
  p_reference_image_limit integer,
  p_position integer,
  p_enabled boolean,
  p_default_for text[],
  p_capabilities text[] default null
) returns boolean
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    lock table prices in share row exclusive mode;
    perform 1 from models where id = p_id for no key update;
    if not found then
      return false;
    end if;
    previous := model_with_routes(p_id);
    update models
    set name = coalesce(p_name, name),
      provider = coalesce(p_provider, provider),
      provider_model = coalesce(p_provider_model, provider_model),
      max_images = coalesce(p_max_images, max_images),
      reference_image_limit = coalesce(p_reference_image_limit, reference_image_limit),
      position = coalesce(p_position, position),
      enabled = coalesce(p_enabled, enabled),
      capabilities = coalesce(p_capabilities, capabilities)
    where id = p_id;
    perform require_prices(p_id);
    perform add_model_defaults(p_id, p_default_for);
    perform write_model_audit(p_actor_id, p_id, previous);
    return true;
  end
  $$;

-- Creates or replaces a model with its routes. Without routes an existing model keeps its provider, and the
-- provider of the settings is used. Without p_position an existing model keeps its position and a new one is
-- the last; without p_default_for, p_aliases or p_capabilities these do not change. Returns null, or the
-- first combination that would have no price; then nothing changes.
create or replace function admin_put_model(
  p_actor_id uuid,
  p_id text,
  p_name text,
  p_max_images integer,
  p_reference_image_limit integer,
  p_position integer,
  p_enabled boolean,
  p_default_for text[],
  p_providers text[],
  p_provider_models text[],
  p_aliases text[] default null,
  p_capabilities text[] default null
) returns text
  language plpgsql
  as $$
  declare
    previous jsonb;
    unpriced text;
  begin
    lock table prices in share row exclusive mode;
    perform 1 from models where id = p_id for no key update;
    previous := model_with_routes(p_id);
    insert into models as m (
      id, name, provider, provider_model, max_images, reference_image_limit, position, enabled,
      capabilities
    )
    values (
      p_id, p_name, coalesce(p_providers[1], 'openai'), coalesce(p_provider_models[1], p_id),
      p_max_images, p_reference_image_limit, coalesce(p_position, next_model_position()), p_enabled,
      coalesce(p_capabilities, '{}')
    )
    on conflict (id) do update
    set name = excluded.name,
      provider = coalesce(p_providers[1], m.provider),
      provider_model = coalesce(p_provider_models[1], m.provider_model),
      max_images = excluded.max_images,
      reference_image_limit = excluded.reference_image_limit,
      position = coalesce(p_position, m.position),
      enabled = excluded.enabled,
      capabilities = coalesce(p_capabilities, m.capabilities);
    perform require_prices(p_id);
    perform set_model_defaults(p_id, p_default_for);
    perform set_model_routes(p_id, p_providers, p_provider_models);
    perform set_model_aliases(p_actor_id, p_id, p_aliases);
    perform write_model_audit(p_actor_id, p_id, previous);
    return null;
  exception
    -- Raised by require_prices. The changes of this function are undone.
    when sqlstate 'DR001' then
      get stacked diagnostics unpriced = pg_exception_detail;
      return unpriced;
  end
  $$;
