-- Other names of models, which only the OpenAI-compatible API accepts. Its clients have names of OpenAI's
-- models built in. A model takes precedence over an alias of its name.
create table model_aliases (
  alias text primary key,
  model text not null references models (id) on delete cascade,
  constraint model_aliases_alias_is_printable check (alias ~ '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$')
);

create index model_aliases_model on model_aliases (model);

-- Servers cache the models of aliases together with the models.
create trigger models_changed
  after insert or update or delete or truncate on model_aliases
  for each statement execute function notify_models_changed();

insert into model_aliases (alias, model)
select known.alias, offered.id
from unnest(array[
    'gpt-image-2-2026-04-21', 'gpt-image-2.5-sunburst', 'gpt-image-2.5-sunburst-2026-09-08',
    'gpt-image-2.5-flare', 'gpt-image-2.5-flare-2026-09-08', 'gpt-image-2.6-sunburst',
    'gpt-image-2.6-flare', 'gpt-image-1.5', 'gpt-image-1', 'gpt-image-1-mini', 'chatgpt-image-latest',
    'dall-e-3', 'dall-e-2'
  ]) known (alias)
cross join (
  select id
  from models
  order by enabled desc, id = 'gpt-image-2' desc, position, created_at, id
  limit 1
) offered
where not exists (select from models m where m.id = known.alias);

-- Gets a parameter for the aliases.
drop function if exists admin_put_model(
  uuid, text, text, integer, integer, integer, boolean, text[], text[], text[]
);
