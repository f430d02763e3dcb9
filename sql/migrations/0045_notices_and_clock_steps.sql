-- When credits.low was last sent; null where the next fall below the limit sends it.
alter table accounts add column credits_low_notified_at timestamptz;

-- When the row was written, so that a clock that has stepped back is noticed.
alter table provider_turns add column taken_at timestamptz;
alter table provider_health add column noted_at timestamptz;
