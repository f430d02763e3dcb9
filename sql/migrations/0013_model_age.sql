-- Since when a model is on offer: catalogues of models tell it.
alter table models
  add column created_at timestamptz not null default now();
