-- The model that a dialect uses for a request without a model, and that the console's playground
-- selects first (dialect hub). A dialect without a row uses the first enabled model of the list.
create table dialect_defaults (
  dialect text primary key,
  model text not null references models (id) on delete cascade,
  constraint dialect_defaults_dialect_is_known check (dialect in ('hub', 'plus'))
);

-- Models of equal position are listed in order of creation from here on, not by id. Where that
-- changes the first model, the model used so far becomes the explicit default.
insert into dialect_defaults (dialect, model)
select d.dialect, used.id
from unnest(array['hub', 'plus']) d (dialect),
  (select id from models where enabled order by position, id limit 1) used,
  (select id from models where enabled order by position, created_at, id limit 1) later
where used.id <> later.id;

-- Servers cache a model together with its routes.
create trigger models_changed
  after insert or update or delete or truncate on model_routes
  for each statement execute function tell_models_changed();
