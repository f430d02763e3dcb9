-- Makes a model the default of these dialects and of no others. Null changes nothing.
create or replace function set_model_defaults(p_model text, p_dialects text[]) returns void
  language sql
  as $$
    delete from dialect_defaults where model = p_model and dialect <> all (p_dialects);
    select add_model_defaults(p_model, p_dialects);
  $$;

-- Makes a model the default of these dialects, also of those that had another default. Null changes nothing.
create or replace function add_model_defaults(p_model text, p_dialects text[]) returns void
  language sql
  as $$
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
