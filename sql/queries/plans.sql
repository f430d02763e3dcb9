/* @name grantMonthly */
select grant_monthly(:accounts!) as "given!";

/* @name listPlanAccess */
select
  p.id, p.name, p.monthly_credit_cap, p.monthly_grant_credits,
  d.dialect as "dialect?", d.allowed as "allowed?",
  d.requests_per_hour as "requestsPerHour?", d.running_limit as "runningLimit?"
from plans p
  left join plan_access d on d.plan_id = p.id
order by p.id, d.dialect;

/* @name setPlan */
insert into plans (id, name, monthly_credit_cap, monthly_grant_credits)
values (:id!, :name!, :monthlyCreditCap, :monthlyGrantCredits!)
on conflict (id) do update
set name = excluded.name,
  monthly_credit_cap = excluded.monthly_credit_cap,
  monthly_grant_credits = excluded.monthly_grant_credits
returning id, name, monthly_credit_cap, monthly_grant_credits;

/* @name setPlanAccess */
insert into plan_access (plan_id, dialect, allowed, requests_per_hour, running_limit)
values (:planId!, :dialect!, :allowed!, :requestsPerHour, :runningLimit)
on conflict (plan_id, dialect) do update
set allowed = excluded.allowed,
  requests_per_hour = excluded.requests_per_hour,
  running_limit = excluded.running_limit
returning plan_id, dialect, allowed, requests_per_hour, running_limit;
