/* @name replacePrices */
select admin_replace_prices(
  p_actor_id => act_as(:actorId, :address, :reason),
  p_dialects => :dialects!,
  p_models => :models!,
  p_tiers => :tiers!,
  p_qualities => :qualities!,
  p_credits => :credits!
) as "unpriced?";

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
select admin_set_price(
  p_actor_id => act_as(:actorId, :address, :reason),
  p_dialect => :dialect!,
  p_model => :model!,
  p_tier => :tier!,
  p_quality => :quality!,
  p_credits => :credits!
) as "done?";

/* @name removePrice */
select admin_remove_price(
  p_actor_id => act_as(:actorId, :address, :reason),
  p_dialect => :dialect!,
  p_model => :model!,
  p_tier => :tier!,
  p_quality => :quality!
) as "unpriced?";
