import migration0 from "../sql/migrations/0001_accounts.sql" with { type: "text" };
import migration1 from "../sql/migrations/0002_keys.sql" with { type: "text" };
import migration2 from "../sql/migrations/0003_credits.sql" with { type: "text" };
import migration3 from "../sql/migrations/0004_models.sql" with { type: "text" };
import migration4 from "../sql/migrations/0005_generations.sql" with { type: "text" };
import migration5 from "../sql/migrations/0006_idempotency.sql" with { type: "text" };
import migration6 from "../sql/migrations/0007_uploads.sql" with { type: "text" };
import migration7 from "../sql/migrations/0008_sessions.sql" with { type: "text" };
import migration8 from "../sql/migrations/0009_webhooks.sql" with { type: "text" };
import migration9 from "../sql/migrations/0010_expiring_batches.sql" with { type: "text" };
import migration10 from "../sql/migrations/0010_providers.sql" with { type: "text" };
import migration11 from "../sql/migrations/0012_partial_images.sql" with { type: "text" };
import migration12 from "../sql/migrations/0013_model_age.sql" with { type: "text" };
import migration13 from "../sql/migrations/0020_history.sql" with { type: "text" };
import migration14 from "../sql/migrations/0021_audit.sql" with { type: "text" };
import migration15 from "../sql/migrations/0022_provider_since.sql" with { type: "text" };
import migration16 from "../sql/migrations/0023_models_changed.sql" with { type: "text" };
import migration17 from "../sql/migrations/0033_steady_workers.sql" with { type: "text" };
import migration18 from "../sql/migrations/0036_releases.sql" with { type: "text" };
import migration19 from "../sql/migrations/0037_setup.sql" with { type: "text" };
import migration20 from "../sql/migrations/0041_bounded_sweeps.sql" with { type: "text" };
import migration21 from "../sql/migrations/0042_webhook_sweeps.sql" with { type: "text" };
import migration22 from "../sql/migrations/0043_key_spend.sql" with { type: "text" };
import migration23 from "../sql/migrations/0044_bounded_lists.sql" with { type: "text" };
import migration24 from "../sql/migrations/0045_notices_and_clock_steps.sql" with { type: "text" };
import migration25 from "../sql/migrations/0046_erasure.sql" with { type: "text" };
import migration26 from "../sql/migrations/0050_dialect_defaults.sql" with { type: "text" };
import migration27 from "../sql/migrations/0053_moderation_rules.sql" with { type: "text" };
import function0 from "../sql/functions/1_credits.sql" with { type: "text" };
import function1 from "../sql/functions/2_keys.sql" with { type: "text" };
import function2 from "../sql/functions/3_generations.sql" with { type: "text" };
import function3 from "../sql/functions/4_running.sql" with { type: "text" };
import function4 from "../sql/functions/5_workers.sql" with { type: "text" };
import function5 from "../sql/functions/6_webhooks.sql" with { type: "text" };
import function6 from "../sql/functions/7_plans.sql" with { type: "text" };
import function7 from "../sql/functions/8_cancel.sql" with { type: "text" };
import function8 from "../sql/functions/8_model_routes.sql" with { type: "text" };
import function9 from "../sql/functions/8_provider_limits.sql" with { type: "text" };
import function10 from "../sql/functions/8_release.sql" with { type: "text" };
import function11 from "../sql/functions/9_admin.sql" with { type: "text" };
import function12 from "../sql/functions/9_admin_catalogue.sql" with { type: "text" };
import function13 from "../sql/functions/9_before_body.sql" with { type: "text" };
import function14 from "../sql/functions/9_erasure.sql" with { type: "text" };
import function15 from "../sql/functions/9_history.sql" with { type: "text" };
import function16 from "../sql/functions/9_lists.sql" with { type: "text" };
import function17 from "../sql/functions/9_moderation.sql" with { type: "text" };
import function18 from "../sql/functions/9_partials.sql" with { type: "text" };
import function19 from "../sql/functions/9_prices.sql" with { type: "text" };
import function20 from "../sql/functions/9_provider_health.sql" with { type: "text" };
import function21 from "../sql/functions/9_readiness.sql" with { type: "text" };
import function22 from "../sql/functions/9_sessions.sql" with { type: "text" };
import function23 from "../sql/functions/9_uploads.sql" with { type: "text" };
import recorded from "./release.txt" with { type: "text" };

export const release = Number.parseInt(recorded, 10);
export const migrations = [
  { name: "0001_accounts", text: migration0 },
  { name: "0002_keys", text: migration1 },
  { name: "0003_credits", text: migration2 },
  { name: "0004_models", text: migration3 },
  { name: "0005_generations", text: migration4 },
  { name: "0006_idempotency", text: migration5 },
  { name: "0007_uploads", text: migration6 },
  { name: "0008_sessions", text: migration7 },
  { name: "0009_webhooks", text: migration8 },
  { name: "0010_expiring_batches", text: migration9 },
  { name: "0010_providers", text: migration10 },
  { name: "0012_partial_images", text: migration11 },
  { name: "0013_model_age", text: migration12 },
  { name: "0020_history", text: migration13 },
  { name: "0021_audit", text: migration14 },
  { name: "0022_provider_since", text: migration15 },
  { name: "0023_models_changed", text: migration16 },
  { name: "0033_steady_workers", text: migration17 },
  { name: "0036_releases", text: migration18 },
  { name: "0037_setup", text: migration19 },
  { name: "0041_bounded_sweeps", text: migration20 },
  { name: "0042_webhook_sweeps", text: migration21 },
  { name: "0043_key_spend", text: migration22 },
  { name: "0044_bounded_lists", text: migration23 },
  { name: "0045_notices_and_clock_steps", text: migration24 },
  { name: "0046_erasure", text: migration25 },
  { name: "0050_dialect_defaults", text: migration26 },
  { name: "0053_moderation_rules", text: migration27 },
];
export const functions = [
  { name: "1_credits", text: function0 },
  { name: "2_keys", text: function1 },
  { name: "3_generations", text: function2 },
  { name: "4_running", text: function3 },
  { name: "5_workers", text: function4 },
  { name: "6_webhooks", text: function5 },
  { name: "7_plans", text: function6 },
  { name: "8_cancel", text: function7 },
  { name: "8_model_routes", text: function8 },
  { name: "8_provider_limits", text: function9 },
  { name: "8_release", text: function10 },
  { name: "9_admin", text: function11 },
  { name: "9_admin_catalogue", text: function12 },
  { name: "9_before_body", text: function13 },
  { name: "9_erasure", text: function14 },
  { name: "9_history", text: function15 },
  { name: "9_lists", text: function16 },
  { name: "9_moderation", text: function17 },
  { name: "9_partials", text: function18 },
  { name: "9_prices", text: function19 },
  { name: "9_provider_health", text: function20 },
  { name: "9_readiness", text: function21 },
  { name: "9_sessions", text: function22 },
  { name: "9_uploads", text: function23 },
];
