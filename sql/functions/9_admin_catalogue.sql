-- What operators change of prices, plans and models: each function is one change and its line in the
-- audit log, as in 9_admin.sql.

-- The first combination that a model can be asked for and that has no price; null where all have one.
create or replace function find_unpriced(p_model_id text) returns text
  language plpgsql stable
  as $$
  begin
    return (
      select concat_ws(', ', p_model_id, d.dialect, t.tier, q.quality)
      from unnest(array['hub', 'plus', 'art', 'openai']) d (dialect),
        unnest(array['1K', '2K', '4K']) t (tier),
        unnest(array['auto', 'low', 'medium', 'high']) q (quality)
      where (
          d.dialect <> 'plus' or (q.quality, t.tier) in (('low', '1K'), ('medium', '1K'), ('high', '2K'))
        )
        and find_price(d.dialect, p_model_id, t.tier, q.quality) is null
      order by 1
      limit 1
    );
  end
  $$;

-- Replaces all prices. Answers null, or what would be left without a price.
create or replace function admin_replace_prices(p_actor_id uuid, p_prices jsonb) returns text
  language plpgsql
  as $$
  declare
    former jsonb;
    unpriced text;
  begin
    lock table prices in share row exclusive mode;
    select coalesce(jsonb_agg(to_jsonb(p) order by dialect, model, tier, quality), '[]') into former
    from prices p;
    delete from prices;
    insert into prices (dialect, model, tier, quality, credits)
    select dialect, model, tier, quality, credits
    from jsonb_to_recordset(p_prices) as given (
      dialect text, model text, tier text, quality text, credits integer
    );
    select find_unpriced(m.id) into unpriced
    from models m
    where m.enabled and find_unpriced(m.id) is not null
    order by m.position, m.created_at, m.id
    limit 1;
    if unpriced is not null then
      delete from prices;
      insert into prices select * from jsonb_populate_recordset(null::prices, former);
      return unpriced;
    end if;
    perform write_audit_entry(
      p_actor_id, 'prices', null, null, null, jsonb_build_object('before', former, 'after', p_prices)
    );
    return null;
  end
  $$;

-- Sets one price and leaves the others.
create or replace function admin_set_price(p_actor_id uuid, p_price jsonb) returns void
  language plpgsql
  as $$
  declare
    wanted prices := jsonb_populate_record(null::prices, p_price);
    former prices;
  begin
    lock table prices in share row exclusive mode;
    select * into former
    from prices
    where (dialect, model, tier, quality) = (wanted.dialect, wanted.model, wanted.tier, wanted.quality);
    if former = wanted then
      return;
    end if;
    insert into prices (dialect, model, tier, quality, credits)
    values (wanted.dialect, wanted.model, wanted.tier, wanted.quality, wanted.credits)
    on conflict (dialect, model, tier, quality) do update
    set credits = excluded.credits;
    perform write_audit_entry(
      p_actor_id, 'prices', null, null, null, jsonb_build_object(
        'before', case when former.dialect is null then '[]' else jsonb_build_array(former) end,
        'after', jsonb_build_array(wanted)
      )
    );
  end
  $$;

-- A plan with its word on each dialect.
create or replace function plan_with_access(p_id text) returns jsonb
  language plpgsql stable
  as $$
  begin
    return (
      select to_jsonb(p) || jsonb_build_object('access', coalesce((
        select jsonb_agg(to_jsonb(a) - 'plan_id' order by a.dialect)
        from plan_access a
        where a.plan_id = p.id
      ), '[]'))
      from plans p
      where p.id = p_id
    );
  end
  $$;

create or replace function write_plan(p_plan jsonb) returns void
  language sql
  as $$
    insert into plans (id, name, monthly_credit_cap, monthly_grant_credits)
    select id, name, monthly_credit_cap, monthly_grant_credits
    from jsonb_populate_record(null::plans, p_plan)
    on conflict (id) do update
    set name = excluded.name,
      monthly_credit_cap = excluded.monthly_credit_cap,
      monthly_grant_credits = excluded.monthly_grant_credits
  $$;

create or replace function write_plan_audit(p_actor_id uuid, p_plan_id text, p_former jsonb) returns void
  language plpgsql
  as $$
  declare
    latter jsonb := plan_with_access(p_plan_id);
  begin
    if p_former is distinct from latter then
      perform write_audit_entry(
        p_actor_id, 'plan', null, p_plan_id, null, jsonb_build_object('before', p_former, 'after', latter)
      );
    end if;
  end
  $$;

-- Writes a plan and leaves its word on each dialect.
create or replace function admin_set_plan(p_actor_id uuid, p_plan jsonb) returns void
  language plpgsql
  as $$
  declare
    former jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    former := plan_with_access(p_plan ->> 'id');
    perform write_plan(p_plan);
    perform write_plan_audit(p_actor_id, p_plan ->> 'id', former);
  end
  $$;

-- Writes a plan's word on one dialect.
create or replace function admin_set_plan_access(p_actor_id uuid, p_access jsonb) returns void
  language plpgsql
  as $$
  declare
    former jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    former := plan_with_access(p_access ->> 'plan_id');
    insert into plan_access (plan_id, dialect, allowed, requests_per_hour, running_limit)
    select plan_id, dialect, allowed, requests_per_hour, running_limit
    from jsonb_populate_record(null::plan_access, p_access)
    on conflict (plan_id, dialect) do update
    set allowed = excluded.allowed,
      requests_per_hour = excluded.requests_per_hour,
      running_limit = excluded.running_limit;
    perform write_plan_audit(p_actor_id, p_access ->> 'plan_id', former);
  end
  $$;

-- Writes a plan with its word on each dialect; one that is not given is open and without limits.
create or replace function admin_put_plan(p_actor_id uuid, p_plan jsonb) returns void
  language plpgsql
  as $$
  declare
    former jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    former := plan_with_access(p_plan ->> 'id');
    perform write_plan(p_plan);
    delete from plan_access where plan_id = p_plan ->> 'id';
    insert into plan_access (plan_id, dialect, allowed, requests_per_hour, running_limit)
    select p_plan ->> 'id', dialect, allowed, requests_per_hour, running_limit
    from jsonb_populate_recordset(null::plan_access, p_plan -> 'access');
    perform write_plan_audit(p_actor_id, p_plan ->> 'id', former);
  end
  $$;

-- A model with who draws it, in order.
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

create or replace function write_model_audit(p_actor_id uuid, p_model_id text, p_former jsonb)
  returns void
  language plpgsql
  as $$
  declare
    latter jsonb := model_with_routes(p_model_id);
  begin
    if p_former is distinct from latter then
      perform write_audit_entry(
        p_actor_id, 'model', null, p_model_id, null,
        jsonb_build_object('before', p_former, 'after', latter)
      );
    end if;
  end
  $$;

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

-- Makes a model the default of the dialects that `default_for` names. Where it is left out or null, no
-- default changes.
create or replace function write_model_defaults(p_id text, p_default_for jsonb) returns void
  language plpgsql
  as $$
  begin
    if jsonb_typeof(p_default_for) = 'array' then
      perform set_model_defaults(p_id, array(select jsonb_array_elements_text(p_default_for)));
    end if;
  end
  $$;

-- Puts a new model on offer, without a position after all others. False where there is one of that name.
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

-- Changes what is given of a model. False where there is none of that name.
create or replace function admin_set_model(p_actor_id uuid, p_id text, p_change jsonb) returns boolean
  language plpgsql
  as $$
  declare
    own models;
    former jsonb;
  begin
    select * into own from models where id = p_id for update;
    if not found then
      return false;
    end if;
    former := model_with_routes(p_id);
    perform write_model(jsonb_populate_record(own, p_change - 'id'));
    perform write_model_defaults(p_id, (
      select to_jsonb(array(
        select dialect from dialect_defaults where model = p_id
        union
        select jsonb_array_elements_text(p_change -> 'default_for')
      ))
      where p_change ? 'default_for'
    ));
    perform write_model_audit(p_actor_id, p_id, former);
    return true;
  end
  $$;

-- Gives a model these routes, in order, and no others. False where there is no such model.
create or replace function admin_set_model_routes(
  p_actor_id uuid,
  p_id text,
  p_providers text[],
  p_provider_models text[]
) returns boolean
  language plpgsql
  as $$
  declare
    former jsonb := model_with_routes(p_id);
  begin
    if not set_model_routes(p_id, p_providers, p_provider_models) then
      return false;
    end if;
    perform write_model_audit(p_actor_id, p_id, former);
    return true;
  end
  $$;

-- Writes a model with its routes; without routes it keeps its own provider, and that of the settings
-- draws. Answers null, or what of it would be on offer without a price; then nothing has changed.
create or replace function admin_put_model(p_actor_id uuid, p_model jsonb) returns text
  language plpgsql
  as $$
  declare
    wanted models := jsonb_populate_record(null::models, p_model);
    former jsonb;
    unpriced text;
  begin
    lock table prices in share row exclusive mode;
    former := model_with_routes(wanted.id);
    unpriced := case when wanted.enabled then find_unpriced(wanted.id) end;
    if unpriced is not null then
      return unpriced;
    end if;
    wanted.provider := coalesce(p_model #>> '{providers,0,provider}', former ->> 'provider', 'openai');
    wanted.provider_model := coalesce(
      p_model #>> '{providers,0,provider_model}', former ->> 'provider_model', wanted.id
    );
    wanted.position := coalesce(
      wanted.position, (former ->> 'position')::integer, last_model_position()
    );
    perform write_model(wanted);
    perform write_model_defaults(wanted.id, p_model -> 'default_for');
    perform set_model_routes(
      wanted.id,
      array(select value ->> 'provider' from jsonb_array_elements(p_model -> 'providers')),
      array(select value ->> 'provider_model' from jsonb_array_elements(p_model -> 'providers'))
    );
    perform write_model_audit(p_actor_id, wanted.id, former);
    return null;
  end
  $$;
