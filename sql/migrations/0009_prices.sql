-- Credits for one image. '*' matches any value; the row with the most exact columns is used, dialect before
-- model before tier before quality.
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
