-- Servers keep the models on offer in memory until they hear that one has changed.
create function tell_models_changed() returns trigger
  language plpgsql
  as $$
  begin
    perform pg_notify('models_changed', '');
    return null;
  end
  $$;

create trigger models_changed
  after insert or update or delete or truncate on models
  for each statement execute function tell_models_changed();
