/* @name replacePrices */
select admin_replace_prices(:actorId, :prices!) as "unpriced?";

/* @name findQuote */
select
  find_price(:dialect!, :model!, :tier!, :quality!) as "unitCredits?",
  spendable_credits(a.id, clock()) as "spendable!",
  p.monthly_credit_cap - case
    when a.spend_month = month_start(clock()) then a.month_spend else 0
  end as "monthLeft?"
from accounts a
  join plans p on p.id = a.plan_id
where a.id = :accountId!;

/* @name listPrices */
select dialect, model, tier, quality, credits
from prices
order by dialect, model, tier, quality;

/* @name setPrice */
select admin_set_price(:actorId, :price!) as "set?";

/* @name removePrice */
select admin_remove_price(:actorId, :dialect!, :model!, :tier!, :quality!) as "unpriced?";
