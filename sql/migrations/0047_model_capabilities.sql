-- Request fields that a model honors although most models do not. Requests with others of these fields are
-- rejected.
alter table models
  add column capabilities text[] not null default '{}',
  add constraint models_capabilities_are_known check (
    capabilities <@ array[
      'quality_xhigh', 'quality_max', 'complexity', 'markup', 'seed', 'input_fidelity', 'style'
    ]
  );

-- Models with these capabilities have prices of these qualities.
alter table prices
  drop constraint prices_quality,
  add constraint prices_quality check (
    quality in ('*', 'low', 'medium', 'high', 'xhigh', 'max', 'auto')
  );

-- These get a parameter for the capabilities.
drop function if exists admin_put_model(
  uuid, text, text, integer, integer, integer, boolean, text[], text[], text[], text[]
);
drop function if exists admin_set_model(
  uuid, text, text, text, text, integer, integer, integer, boolean, text[]
);
