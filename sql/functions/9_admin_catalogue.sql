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
        and price_of(d.dialect, p_model_id, t.tier, q.quality) is null
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
    order by m.position, m.id
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

-- Writes a plan with its word on each dialect; one that is not given is open and without limits.
create or replace function admin_put_plan(p_actor_id uuid, p_plan jsonb) returns void
  language plpgsql
  as $$
  declare
    former jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    select to_jsonb(p) || jsonb_build_object('access', coalesce((
      select jsonb_agg(to_jsonb(a) - 'plan_id' order by a.dialect)
      from plan_access a
      where a.plan_id = p.id
    ), '[]'))
    into former
    from plans p
    where p.id = p_plan ->> 'id';
    insert into plans (id, name, monthly_credit_cap, monthly_grant_credits)
    select id, name, monthly_credit_cap, monthly_grant_credits
    from jsonb_populate_record(null::plans, p_plan)
    on conflict (id) do update
    set name = excluded.name,
      monthly_credit_cap = excluded.monthly_credit_cap,
      monthly_grant_credits = excluded.monthly_grant_credits;
    delete from plan_access where plan_id = p_plan ->> 'id';
    insert into plan_access (plan_id, dialect, allowed, requests_per_hour, running_limit)
    select p_plan ->> 'id', dialect, allowed, requests_per_hour, running_limit
    from jsonb_populate_recordset(null::plan_access, p_plan -> 'access');
    perform write_audit_entry(
      p_actor_id, 'plan', null, p_plan ->> 'id', null,
      jsonb_build_object('before', former, 'after', p_plan)
    );
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
      ), '[]'))
      from models m
      where m.id = p_id
    );
  end
  $$;

-- Writes a model with its routes. Answers null, or what of it would be on offer without a price; then
-- nothing has changed.
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
    insert into models (
      id, name, provider, provider_model, max_images, reference_image_limit, position, enabled
    )
    values (
      wanted.id, wanted.name, p_model #>> '{providers,0,provider}',
      p_model #>> '{providers,0,provider_model}', wanted.max_images, wanted.reference_image_limit,
      wanted.position, wanted.enabled
    )
    on conflict (id) do update
    set name = excluded.name,
      provider = excluded.provider,
      provider_model = excluded.provider_model,
      max_images = excluded.max_images,
      reference_image_limit = excluded.reference_image_limit,
      position = excluded.position,
      enabled = excluded.enabled;
    perform set_model_routes(
      wanted.id,
      array(select value ->> 'provider' from jsonb_array_elements(p_model -> 'providers')),
      array(select value ->> 'provider_model' from jsonb_array_elements(p_model -> 'providers'))
    );
    perform write_audit_entry(
      p_actor_id, 'model', null, wanted.id, null,
      jsonb_build_object('before', former, 'after', model_with_routes(wanted.id))
    );
    return null;
  end
  $$;
