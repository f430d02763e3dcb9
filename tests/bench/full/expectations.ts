/** Plans that must be used with a long history. Partitions have indexes of their own names. */
export const expectations: { step: string; index: RegExp }[] = [
  { step: "hub getGeneration", index: /^generations_pkey$/ },
  { step: "hub createImage", index: /^credit_grants_open$/ },
  { step: "account listGenerations", index: /^generations_account$/ },
  { step: "account listGenerations status=failed", index: /^generations_unsuccessful$/ },
  { step: "account listGenerations user=", index: /^generations_end_user$/ },
  { step: "account listCreditEntries", index: /^credit_entries_pkey$/ },
  { step: "account listDeliveries", index: /endpoint/ },
  { step: "account getUsage", index: /^usage_days_once$/ },
  { step: "account listAccounts text=", index: /^accounts_email_prefix$/ },
  { step: "account listAuditEntries", index: /^audit_entries_(created|account)$/ },
  { step: "account getQueue", index: /^generations_live/ },
  { step: "GET /metrics", index: /unknown/ },
  { step: "job expire-credits", index: /^credit_grants_expiring$/ },
  { step: "job grant-monthly", index: /^accounts_monthly_grant$/ },
  { step: "job reap", index: /^idempotency_keys_created$/ },
  { step: "job apply-retention", index: /^accounts_pkey$/ },
];

// A window of 5,000 rows, each on a page of its own, with the pages of the index.
const WINDOW_PAGES = 12_000;

// The first call in a session reads the catalogs for all functions that it calls.
const FIRST_CALL_PAGES = 4_000;

/**
 * The most pages of statements that read more than others: filters without an index of their own examine a
 * window of 5,000 rows, and jobs and exports read batches of up to 1,000 rows with what belongs to each.
 */
export const PAGE_LIMITS: Record<string, number> = {
  // A row that matches is looked up by its id as well.
  "generation-history.listGenerations": 3 * WINDOW_PAGES,
  list_generations: 3 * WINDOW_PAGES,
  "ledger.listCreditEntries": WINDOW_PAGES,
  "audit.listAuditEntries": WINDOW_PAGES,
  "deliveries.listDeliveries": WINDOW_PAGES,
  list_deliveries: WINDOW_PAGES,
  "accounts.listAccounts": WINDOW_PAGES,
  ...Object.fromEntries(
    [
      ...["acceptance.acceptGenerations", "accept_generations_2", "generations.finishGenerations"],
      ...["finish_generations", "finish_generation", "finish_canceled", "cancel_generation"],
      ...["generations.finishAndClaimGenerations", "finish_and_claim_generations"],
      ...["generations.cancelGeneration", "generations.adminCancelGeneration"],
    ].map((name) => [name, FIRST_CALL_PAGES]),
  ),
  "operator-generations.listOperatorGenerations": WINDOW_PAGES,
  list_operator_generations: WINDOW_PAGES,
  "images.listImageObjects": WINDOW_PAGES,
  // A page of a hundred rows.
  "accounts.describeAccounts": 3_000,
  "generation-history.describeGenerations": 3_000,
  "deliveries.listOperatorDeliveries": 3_000,
  "operator-generations.describeOperatorGenerations": 3_000,
  // `audit verify` reads the whole log.
  "audit.countUnchainedEntries": Infinity,
};
