-- What webhook sweeps and lists search by, so that their cost depends on what is pending, not on the
-- 30 days of deliveries that are kept.

create index webhook_deliveries_parked on webhook_deliveries (endpoint_id, created_at) where parked;

create index webhook_deliveries_due on webhook_deliveries (next_attempt_at)
where state = 'pending' and not parked;
