-- Models, the providers that serve them, and the default model of each dialect.

-- What customers ask for. Requests find only enabled models.
create table models (
  id text primary key,
  name text not null,
  provider text not null,
  provider_model text not null,
  max_images integer not null default 10,
  reference_image_limit integer not null default 16,
  position integer not null default 0,
  enabled boolean not null default true,
  created_at timestamptz not null default now(),
  constraint models_id_is_printable check (id ~ '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$'),
  constraint models_max_images check (max_images between 1 and 10),
  constraint models_reference_images check (reference_image_limit between 0 and 16)
);

insert into models (id, name, provider, provider_model)
values ('gpt-image-2', 'GPT IMAGE 2', 'openai', 'gpt-image-2');

-- The first route whose provider is available is used. A model without routes uses the PROVIDER setting.
create table model_routes (
  model text not null references models (id) on delete cascade,
  position smallint not null,
  provider text not null,
  provider_model text not null,
  primary key (model, position),
  constraint model_routes_provider_once unique (model, provider),
  constraint model_routes_position check (position between 0 and 15),
  constraint model_routes_provider_is_a_name check (provider ~ '^[a-z][a-z0-9-]{0,29}$'),
  constraint model_routes_provider_model_is_printable check (
    provider_model ~ '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$'
  )
);

-- The model that a dialect uses for a request without a model, and that the console's playground
-- selects first (dialect hub). A dialect without a row uses the first enabled model of the list.
create table dialect_defaults (
  dialect text primary key,
  model text not null references models (id) on delete cascade,
  constraint dialect_defaults_dialect_is_known check (dialect in ('hub', 'plus'))
);

-- Servers cache a model together with its routes.
create function notify_models_changed() returns trigger
  language plpgsql
  as $$
  begin
    perform pg_notify('models_changed', '');
    return null;
  end
  $$;

create trigger models_changed
  after insert or update or delete or truncate on models
  for each statement execute function notify_models_changed();

create trigger models_changed
  after insert or update or delete or truncate on model_routes
  for each statement execute function notify_models_changed();
