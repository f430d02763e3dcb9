-- The settings of a plan that are not limits. Changed together.
create type plan_settings as (
  -- 0: generations are kept. Null: as RETENTION_DAYS says.
  retention_days integer,
  -- Null: keys may live until they are revoked.
  max_key_days integer,
  min_moderation text,
  image_metadata text
);

-- Got a parameter for the settings.
drop function if exists admin_put_plan(
  uuid, text, text, integer, integer, text[], boolean[], integer[], integer[], integer[], integer[]
);
