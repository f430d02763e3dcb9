import migration0 from "../sql/migrations/0001_clock.sql" with { type: "text" };
import migration1 from "../sql/migrations/0002_plans.sql" with { type: "text" };
import migration2 from "../sql/migrations/0003_accounts.sql" with { type: "text" };
import migration3 from "../sql/migrations/0004_setup.sql" with { type: "text" };
import migration4 from "../sql/migrations/0005_sessions.sql" with { type: "text" };
import migration5 from "../sql/migrations/0006_keys.sql" with { type: "text" };
import migration6 from "../sql/migrations/0007_credits.sql" with { type: "text" };
import migration7 from "../sql/migrations/0008_models.sql" with { type: "text" };
import migration8 from "../sql/migrations/0009_prices.sql" with { type: "text" };
import migration9 from "../sql/migrations/0010_workers.sql" with { type: "text" };
import migration10 from "../sql/migrations/0011_generations.sql" with { type: "text" };
import migration11 from "../sql/migrations/0012_provider_attempts.sql" with { type: "text" };
import migration12 from "../sql/migrations/0013_images.sql" with { type: "text" };
import migration13 from "../sql/migrations/0014_idempotency.sql" with { type: "text" };
import migration14 from "../sql/migrations/0015_uploads.sql" with { type: "text" };
import migration15 from "../sql/migrations/0016_webhooks.sql" with { type: "text" };
import migration16 from "../sql/migrations/0017_providers.sql" with { type: "text" };
import migration17 from "../sql/migrations/0018_moderation.sql" with { type: "text" };
import migration18 from "../sql/migrations/0019_audit_log.sql" with { type: "text" };
import migration19 from "../sql/migrations/0020_schema_release.sql" with { type: "text" };
import migration20 from "../sql/migrations/0021_usage.sql" with { type: "text" };
import migration21 from "../sql/migrations/0022_pending_inputs.sql" with { type: "text" };
import migration22 from "../sql/migrations/0023_sealed_keys.sql" with { type: "text" };
import migration23 from "../sql/migrations/0024_account_limits.sql" with { type: "text" };
import migration24 from "../sql/migrations/0025_retention.sql" with { type: "text" };
import migration25 from "../sql/migrations/0026_audit_chain.sql" with { type: "text" };
import migration26 from "../sql/migrations/0027_key_addresses.sql" with { type: "text" };
import migration27 from "../sql/migrations/0028_key_lifetime.sql" with { type: "text" };
import migration28 from "../sql/migrations/0029_operator_roles.sql" with { type: "text" };
import migration29 from "../sql/migrations/0030_acceptance_facts.sql" with { type: "text" };
import migration30 from "../sql/migrations/0031_plan_policies.sql" with { type: "text" };
import migration31 from "../sql/migrations/0032_session_confirmation.sql" with { type: "text" };
import migration32 from "../sql/migrations/0033_plan_settings.sql" with { type: "text" };
import migration33 from "../sql/migrations/0034_key_scopes.sql" with { type: "text" };
import migration34 from "../sql/migrations/0035_sign_in_functions.sql" with { type: "text" };
import migration35 from "../sql/migrations/0036_generation_endings.sql" with { type: "text" };
import migration36 from "../sql/migrations/0037_key_budgets.sql" with { type: "text" };
import migration37 from "../sql/migrations/0038_leaked_keys.sql" with { type: "text" };
import migration38 from "../sql/migrations/0039_history_cleanup.sql" with { type: "text" };
import migration39 from "../sql/migrations/0040_webhook_confirmation.sql" with { type: "text" };
import migration40 from "../sql/migrations/0041_generation_queue.sql" with { type: "text" };
import migration41 from "../sql/migrations/0042_model_aliases.sql" with { type: "text" };
import migration42 from "../sql/migrations/0043_interrupted_responses.sql" with { type: "text" };
import migration43 from "../sql/migrations/0044_files.sql" with { type: "text" };
import migration44 from "../sql/migrations/0045_account_suspension.sql" with { type: "text" };
import migration45 from "../sql/migrations/0046_legacy_sizes.sql" with { type: "text" };
import migration46 from "../sql/migrations/0047_model_capabilities.sql" with { type: "text" };
import migration47 from "../sql/migrations/0048_queue_providers.sql" with { type: "text" };
import migration48 from "../sql/migrations/0049_batches.sql" with { type: "text" };
import migration49 from "../sql/migrations/0050_json_keep_alive.sql" with { type: "text" };
import migration50 from "../sql/migrations/0051_attempt_history.sql" with { type: "text" };
import migration51 from "../sql/migrations/0052_rows_written_together.sql" with { type: "text" };
import migration52 from "../sql/migrations/0053_batch_webhooks.sql" with { type: "text" };
import migration53 from "../sql/migrations/0054_delivery_history.sql" with { type: "text" };
import migration54 from "../sql/migrations/0055_queue_seconds.sql" with { type: "text" };
import migration55 from "../sql/migrations/0056_batch_error_params.sql" with { type: "text" };
import migration56 from "../sql/migrations/0057_row_rules.sql" with { type: "text" };
import migration57 from "../sql/migrations/0058_active_keys.sql" with { type: "text" };
import migration58 from "../sql/migrations/0059_endpoint_owners.sql" with { type: "text" };
import function0 from "../sql/functions/accept-one.sql" with { type: "text" };
import function1 from "../sql/functions/acceptance.sql" with { type: "text" };
import function2 from "../sql/functions/acceptance-checks.sql" with { type: "text" };
import function3 from "../sql/functions/acceptance-decisions.sql" with { type: "text" };
import function4 from "../sql/functions/account-access.sql" with { type: "text" };
import function5 from "../sql/functions/accounts.sql" with { type: "text" };
import function6 from "../sql/functions/advisory-locks.sql" with { type: "text" };
import function7 from "../sql/functions/attempt-history.sql" with { type: "text" };
import function8 from "../sql/functions/audit.sql" with { type: "text" };
import function9 from "../sql/functions/audit-chain.sql" with { type: "text" };
import function10 from "../sql/functions/batch-limits.sql" with { type: "text" };
import function11 from "../sql/functions/batches.sql" with { type: "text" };
import function12 from "../sql/functions/cancellation.sql" with { type: "text" };
import function13 from "../sql/functions/circuit-breaker.sql" with { type: "text" };
import function14 from "../sql/functions/claims.sql" with { type: "text" };
import function15 from "../sql/functions/content-refusals.sql" with { type: "text" };
import function16 from "../sql/functions/dead-jobs.sql" with { type: "text" };
import function17 from "../sql/functions/delivery-history.sql" with { type: "text" };
import function18 from "../sql/functions/direct-claims.sql" with { type: "text" };
import function19 from "../sql/functions/files.sql" with { type: "text" };
import function20 from "../sql/functions/finish.sql" with { type: "text" };
import function21 from "../sql/functions/finish-claims.sql" with { type: "text" };
import function22 from "../sql/functions/finish-one.sql" with { type: "text" };
import function23 from "../sql/functions/generation-deletion.sql" with { type: "text" };
import function24 from "../sql/functions/generation-history.sql" with { type: "text" };
import function25 from "../sql/functions/generation-queue.sql" with { type: "text" };
import function26 from "../sql/functions/grants.sql" with { type: "text" };
import function27 from "../sql/functions/history-cleanup.sql" with { type: "text" };
import function28 from "../sql/functions/hold-closing.sql" with { type: "text" };
import function29 from "../sql/functions/holds.sql" with { type: "text" };
import function30 from "../sql/functions/images.sql" with { type: "text" };
import function31 from "../sql/functions/interrupted-responses.sql" with { type: "text" };
import function32 from "../sql/functions/job-queue.sql" with { type: "text" };
import function33 from "../sql/functions/key-budgets.sql" with { type: "text" };
import function34 from "../sql/functions/key-changes.sql" with { type: "text" };
import function35 from "../sql/functions/keys.sql" with { type: "text" };
import function36 from "../sql/functions/leaked-keys.sql" with { type: "text" };
import function37 from "../sql/functions/ledger.sql" with { type: "text" };
import function38 from "../sql/functions/legacy-sizes.sql" with { type: "text" };
import function39 from "../sql/functions/model-aliases.sql" with { type: "text" };
import function40 from "../sql/functions/model-defaults.sql" with { type: "text" };
import function41 from "../sql/functions/model-routes.sql" with { type: "text" };
import function42 from "../sql/functions/models.sql" with { type: "text" };
import function43 from "../sql/functions/moderation.sql" with { type: "text" };
import function44 from "../sql/functions/month-partitions.sql" with { type: "text" };
import function45 from "../sql/functions/monthly-grants.sql" with { type: "text" };
import function46 from "../sql/functions/next-claims.sql" with { type: "text" };
import function47 from "../sql/functions/operator-generations.sql" with { type: "text" };
import function48 from "../sql/functions/operator-roles.sql" with { type: "text" };
import function49 from "../sql/functions/partial-images.sql" with { type: "text" };
import function50 from "../sql/functions/passwords.sql" with { type: "text" };
import function51 from "../sql/functions/plans.sql" with { type: "text" };
import function52 from "../sql/functions/prices.sql" with { type: "text" };
import function53 from "../sql/functions/profiles.sql" with { type: "text" };
import function54 from "../sql/functions/provider-attempts.sql" with { type: "text" };
import function55 from "../sql/functions/provider-slots.sql" with { type: "text" };
import function56 from "../sql/functions/rate-limits.sql" with { type: "text" };
import function57 from "../sql/functions/readiness.sql" with { type: "text" };
import function58 from "../sql/functions/recovery.sql" with { type: "text" };
import function59 from "../sql/functions/retention.sql" with { type: "text" };
import function60 from "../sql/functions/sessions.sql" with { type: "text" };
import function61 from "../sql/functions/sign-in-attempts.sql" with { type: "text" };
import function62 from "../sql/functions/sign-in-events.sql" with { type: "text" };
import function63 from "../sql/functions/sign-up.sql" with { type: "text" };
import function64 from "../sql/functions/uploads.sql" with { type: "text" };
import function65 from "../sql/functions/usage.sql" with { type: "text" };
import function66 from "../sql/functions/webhook-attempts.sql" with { type: "text" };
import function67 from "../sql/functions/webhook-changes.sql" with { type: "text" };
import function68 from "../sql/functions/webhook-deliveries.sql" with { type: "text" };
import function69 from "../sql/functions/webhook-endpoints.sql" with { type: "text" };
import function70 from "../sql/functions/webhook-events.sql" with { type: "text" };
import function71 from "../sql/functions/webhook-queue.sql" with { type: "text" };
import function72 from "../sql/functions/workers.sql" with { type: "text" };
import recorded from "./release.txt" with { type: "text" };

export const release = Number.parseInt(recorded, 10);
export const migrations = [
  { name: "0001_clock", text: migration0 },
  { name: "0002_plans", text: migration1 },
  { name: "0003_accounts", text: migration2 },
  { name: "0004_setup", text: migration3 },
  { name: "0005_sessions", text: migration4 },
  { name: "0006_keys", text: migration5 },
  { name: "0007_credits", text: migration6 },
  { name: "0008_models", text: migration7 },
  { name: "0009_prices", text: migration8 },
  { name: "0010_workers", text: migration9 },
  { name: "0011_generations", text: migration10 },
  { name: "0012_provider_attempts", text: migration11 },
  { name: "0013_images", text: migration12 },
  { name: "0014_idempotency", text: migration13 },
  { name: "0015_uploads", text: migration14 },
  { name: "0016_webhooks", text: migration15 },
  { name: "0017_providers", text: migration16 },
  { name: "0018_moderation", text: migration17 },
  { name: "0019_audit_log", text: migration18 },
  { name: "0020_schema_release", text: migration19 },
  { name: "0021_usage", text: migration20 },
  { name: "0022_pending_inputs", text: migration21 },
  { name: "0023_sealed_keys", text: migration22 },
  { name: "0024_account_limits", text: migration23 },
  { name: "0025_retention", text: migration24 },
  { name: "0026_audit_chain", text: migration25 },
  { name: "0027_key_addresses", text: migration26 },
  { name: "0028_key_lifetime", text: migration27 },
  { name: "0029_operator_roles", text: migration28 },
  { name: "0030_acceptance_facts", text: migration29 },
  { name: "0031_plan_policies", text: migration30 },
  { name: "0032_session_confirmation", text: migration31 },
  { name: "0033_plan_settings", text: migration32 },
  { name: "0034_key_scopes", text: migration33 },
  { name: "0035_sign_in_functions", text: migration34 },
  { name: "0036_generation_endings", text: migration35 },
  { name: "0037_key_budgets", text: migration36 },
  { name: "0038_leaked_keys", text: migration37 },
  { name: "0039_history_cleanup", text: migration38 },
  { name: "0040_webhook_confirmation", text: migration39 },
  { name: "0041_generation_queue", text: migration40 },
  { name: "0042_model_aliases", text: migration41 },
  { name: "0043_interrupted_responses", text: migration42 },
  { name: "0044_files", text: migration43 },
  { name: "0045_account_suspension", text: migration44 },
  { name: "0046_legacy_sizes", text: migration45 },
  { name: "0047_model_capabilities", text: migration46 },
  { name: "0048_queue_providers", text: migration47 },
  { name: "0049_batches", text: migration48 },
  { name: "0050_json_keep_alive", text: migration49 },
  { name: "0051_attempt_history", text: migration50 },
  { name: "0052_rows_written_together", text: migration51 },
  { name: "0053_batch_webhooks", text: migration52 },
  { name: "0054_delivery_history", text: migration53 },
  { name: "0055_queue_seconds", text: migration54 },
  { name: "0056_batch_error_params", text: migration55 },
  { name: "0057_row_rules", text: migration56 },
  { name: "0058_active_keys", text: migration57 },
  { name: "0059_endpoint_owners", text: migration58 },
];
export const functions = [
  { name: "accept-one", text: function0 },
  { name: "acceptance", text: function1 },
  { name: "acceptance-checks", text: function2 },
  { name: "acceptance-decisions", text: function3 },
  { name: "account-access", text: function4 },
  { name: "accounts", text: function5 },
  { name: "advisory-locks", text: function6 },
  { name: "attempt-history", text: function7 },
  { name: "audit", text: function8 },
  { name: "audit-chain", text: function9 },
  { name: "batch-limits", text: function10 },
  { name: "batches", text: function11 },
  { name: "cancellation", text: function12 },
  { name: "circuit-breaker", text: function13 },
  { name: "claims", text: function14 },
  { name: "content-refusals", text: function15 },
  { name: "dead-jobs", text: function16 },
  { name: "delivery-history", text: function17 },
  { name: "direct-claims", text: function18 },
  { name: "files", text: function19 },
  { name: "finish", text: function20 },
  { name: "finish-claims", text: function21 },
  { name: "finish-one", text: function22 },
  { name: "generation-deletion", text: function23 },
  { name: "generation-history", text: function24 },
  { name: "generation-queue", text: function25 },
  { name: "grants", text: function26 },
  { name: "history-cleanup", text: function27 },
  { name: "hold-closing", text: function28 },
  { name: "holds", text: function29 },
  { name: "images", text: function30 },
  { name: "interrupted-responses", text: function31 },
  { name: "job-queue", text: function32 },
  { name: "key-budgets", text: function33 },
  { name: "key-changes", text: function34 },
  { name: "keys", text: function35 },
  { name: "leaked-keys", text: function36 },
  { name: "ledger", text: function37 },
  { name: "legacy-sizes", text: function38 },
  { name: "model-aliases", text: function39 },
  { name: "model-defaults", text: function40 },
  { name: "model-routes", text: function41 },
  { name: "models", text: function42 },
  { name: "moderation", text: function43 },
  { name: "month-partitions", text: function44 },
  { name: "monthly-grants", text: function45 },
  { name: "next-claims", text: function46 },
  { name: "operator-generations", text: function47 },
  { name: "operator-roles", text: function48 },
  { name: "partial-images", text: function49 },
  { name: "passwords", text: function50 },
  { name: "plans", text: function51 },
  { name: "prices", text: function52 },
  { name: "profiles", text: function53 },
  { name: "provider-attempts", text: function54 },
  { name: "provider-slots", text: function55 },
  { name: "rate-limits", text: function56 },
  { name: "readiness", text: function57 },
  { name: "recovery", text: function58 },
  { name: "retention", text: function59 },
  { name: "sessions", text: function60 },
  { name: "sign-in-attempts", text: function61 },
  { name: "sign-in-events", text: function62 },
  { name: "sign-up", text: function63 },
  { name: "uploads", text: function64 },
  { name: "usage", text: function65 },
  { name: "webhook-attempts", text: function66 },
  { name: "webhook-changes", text: function67 },
  { name: "webhook-deliveries", text: function68 },
  { name: "webhook-endpoints", text: function69 },
  { name: "webhook-events", text: function70 },
  { name: "webhook-queue", text: function71 },
  { name: "workers", text: function72 },
];
