-- What can be drawn and what it costs: data, so that an operator changes it without a release.

create table models (
  id text primary key,
  name text not null,
  provider text not null,
  provider_model text not null,
  max_images integer not null default 10,
  reference_image_limit integer not null default 16,
  position integer not null default 0,
  enabled boolean not null default true,
  constraint models_id_is_printable check (id ~ '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$'),
  constraint models_max_images check (max_images between 1 and 10),
  constraint models_reference_images check (reference_image_limit between 0 and 16)
);

insert into models (id, name, provider, provider_model)
values ('gpt-image-2', 'GPT IMAGE 2', 'openai', 'gpt-image-2');

-- '*' stands for any; the row with the most exact columns wins, dialect before model before tier
-- before quality.
create table prices (
  dialect text not null default '*',
  model text not null default '*',
  tier text not null default '*',
  quality text not null default '*',
  credits integer not null,
  primary key (dialect, model, tier, quality),
  constraint prices_credits_in_range check (credits between 1 and 1000000),
  constraint prices_tier check (tier in ('*', '1K', '2K', '4K')),
  constraint prices_quality check (quality in ('*', 'low', 'medium', 'high', 'auto'))
);

insert into prices (dialect, tier, quality, credits)
values
  ('hub', '1K', '*', 8),
  ('hub', '2K', '*', 10),
  ('hub', '4K', '*', 12),
  ('openai', '1K', '*', 8),
  ('openai', '2K', '*', 10),
  ('openai', '4K', '*', 12),
  ('plus', '*', 'low', 1),
  ('plus', '*', 'medium', 4),
  ('plus', '*', 'high', 8),
  ('art', '*', '*', 10);
