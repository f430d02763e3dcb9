-- Whether the owner of a webhook URL wants its events: attempts to a URL that never answered with 2xx are
-- limited.
alter table webhook_endpoints
  -- When the URL was changed. Null: it is that of the registration.
  add column url_changed_at timestamptz,
  -- When the URL first answered an attempt with 2xx.
  add column confirmed_at timestamptz;

update webhook_endpoints e
set confirmed_at = a.first_success_at
from (
  select endpoint_id, min(ended_at) as first_success_at
  from webhook_attempts
  where status between 200 and 299
  group by endpoint_id
) a
where e.id = a.endpoint_id;
