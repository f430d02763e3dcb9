-- Reports of leaked API keys.

alter type webhook_event add value 'key.leaked';

-- As text: the new value cannot be used in the transaction that adds it.
alter table webhook_deliveries
  -- The key that the event is about.
  add column key_id uuid references keys (id),
  drop constraint webhook_deliveries_facts,
  add constraint webhook_deliveries_facts check (
    test
    or body is not null
    or case event::text
      when 'credits.low' then credits is not null and threshold_credits is not null
      when 'credits.expiring' then credits is not null and credits_expire_at is not null
      when 'key.leaked' then key_id is not null
      else generation_id is not null
    end
  );
