// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { Calls, Events } from "../../src/client/call.ts";
import type { CallOptions, CreateOptions } from "../../src/client/options.ts";
import type { components, operations, paths } from "./client.ts";

type Schemas = components["schemas"];
/** One method per operation of the API. */
export interface Methods {
  /**
   * Get the sign-in state
   *
   * Returns whether sign-up is enabled and whether this server already has an admin.
   */
  getAuthState(options?: CallOptions): Promise<Schemas["AuthState"]>;

  /**
   * Create an account
   *
   * Creates an account and signs it in. While the server has no admin, `setup_token` is
   * required, even if sign-up is disabled, and the new account becomes the admin.
   */
  signUp(body: Schemas["SignUpRequest"], options?: CallOptions): Promise<Schemas["Account"]>;

  /**
   * Sign out
   *
   * Ends the session immediately and deletes the cookie.
   */
  signOut(options?: CallOptions): Promise<void>;

  /**
   * Sign in
   *
   * Sets the session cookie and ends the session of the request, if any. An unknown email
   * address and a wrong password return the same error.
   */
  signIn(body: Schemas["SignInRequest"], options?: CallOptions): Promise<Schemas["Account"]>;

  /**
   * Get the account
   *
   * Returns the signed-in account with its plan, settings and CSRF token.
   */
  getAccount(options?: CallOptions): Promise<Schemas["Account"]>;

  /**
   * Change the account
   *
   * Updates the settings in the request; other settings stay unchanged.
   */
  updateAccount(
    body: Schemas["UpdateAccountRequest"],
    options?: CallOptions,
  ): Promise<Schemas["Account"]>;

  /**
   * List sessions
   *
   * Lists the active sessions, most recently used first.
   */
  listSessions(options?: CallOptions): Promise<Schemas["SessionList"]>;

  /**
   * End all other sessions
   *
   * Ends all sessions except the current one.
   */
  revokeOtherSessions(options?: CallOptions): Promise<void>;

  /**
   * End a session
   *
   * Ends one session. It can be the current one.
   */
  revokeSession(sessionId: string, options?: CallOptions): Promise<void>;

  /**
   * Confirm the password
   *
   * Confirms the password for the current session. Operations that respond with
   * `reauthentication_required` accept the session for the next 15 minutes. A sign-in also
   * confirms the password. Attempts are limited as those of a sign-in.
   */
  confirmPassword(body: Schemas["ConfirmPasswordRequest"], options?: CallOptions): Promise<void>;

  /**
   * Change the password
   *
   * Changes the password and ends all other sessions. API keys keep working.
   */
  changePassword(body: Schemas["ChangePasswordRequest"], options?: CallOptions): Promise<void>;

  /**
   * Export the account
   *
   * All data of the account as a ZIP archive: profile, API keys and webhooks without secrets,
   * generations with prompts, settings and receipts, images and reference images, uploaded files,
   * batches, ledger and audit log. The archive is created while it is sent; its size is not known in advance.
   */
  exportAccount(options?: CallOptions): Promise<Blob>;

  /**
   * List the audit log of the account
   *
   * Lists changes of the account's credits, keys, webhooks, settings, sessions and password, by its owner
   * and by operators, newest first. The actor of an entry by an operator is `operator`. Entries never
   * change.
   */
  listOwnAuditEntries(
    query?: NonNullable<operations["listOwnAuditEntries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["AuditEntryList"]>;

  /** Yields the items of all pages; `cursor` is where to begin. */
  iterateOwnAuditEntries(
    query?: NonNullable<operations["listOwnAuditEntries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): AsyncGenerator<Schemas["AuditEntryList"]["data"][number], void, undefined>;

  /**
   * Export the audit log of the account as CSV
   *
   * The audit log of the account as CSV. Values that a spreadsheet would interpret as a formula are prefixed
   * with an apostrophe.
   */
  exportOwnAuditEntriesCsv(
    query?: NonNullable<operations["exportOwnAuditEntriesCsv"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<string>;

  /**
   * Export the audit log of the account as JSON
   *
   * The audit log of the account as JSON Lines: each line is one entry as in the list.
   */
  exportOwnAuditEntriesJson(
    query?: NonNullable<operations["exportOwnAuditEntriesJson"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<string>;

  /**
   * Delete the account
   *
   * Permanently deletes the account: sessions end and keys are revoked immediately, webhooks are
   * deleted, unfinished generations are canceled, and remaining credits are voided. Prompts,
   * end-user IDs, reference images, images and uploads are erased. A generation that finishes
   * after the deletion is erased within one hour. The credit ledger is kept in anonymized form.
   * The only admin of a server cannot be deleted.
   */
  deleteAccount(body: Schemas["DeleteAccountRequest"], options?: CallOptions): Promise<void>;

  /**
   * List keys
   *
   * Lists the account's active keys and the 400 newest that are revoked or expired, newest first.
   * The export of the account contains all of them.
   */
  listKeys(options?: CallOptions): Promise<Schemas["KeyList"]>;

  /**
   * Create a key
   *
   * Creates a key for one API. The secret is returned only in this response; the server stores
   * only a hash.
   */
  createKey(
    body: Schemas["CreateKeyRequest"],
    options?: CallOptions,
  ): Promise<Schemas["CreatedKey"]>;

  /**
   * Report a leaked key
   *
   * Revokes a key that you have found, for example in a public repository, and sends `key.leaked` to
   * the webhooks of its owner. The key itself is the proof; nothing else is needed. The response is
   * the same for a text that is no valid key.
   */
  reportLeakedKey(
    body: Schemas["ReportLeakedKeyRequest"],
    options?: CallOptions,
  ): Promise<Schemas["ReceivedReport"]>;

  /**
   * Revoke a key
   *
   * Revokes a key immediately and permanently. Generations it started continue. Revoking a
   * revoked key has no effect.
   */
  revokeKey(keyId: string, options?: CallOptions): Promise<Schemas["Key"]>;

  /**
   * Update a key
   *
   * Changes an active key. Absent fields stay as they are. The change takes effect immediately.
   */
  updateKey(
    keyId: string,
    body: Schemas["UpdateKeyRequest"],
    options?: CallOptions,
  ): Promise<Schemas["Key"]>;

  /**
   * Rotate a key
   *
   * Creates a new secret for the key and returns it once. The old secret keeps working during
   * the overlap, so running clients are not interrupted. Limits, history and ID stay the same.
   */
  rotateKey(
    keyId: string,
    body: Schemas["RotateKeyRequest"],
    options?: CallOptions,
  ): Promise<Schemas["CreatedKey"]>;

  /**
   * List webhooks
   *
   * Lists the account's endpoints, newest first.
   */
  listWebhooks(options?: CallOptions): Promise<Schemas["WebhookList"]>;

  /**
   * Register a webhook
   *
   * Registers an endpoint that receives events. The signing secret is returned only in this
   * response. The URL must use https and resolve to a public address; this is checked here and
   * before each delivery.
   */
  createWebhook(
    body: Schemas["CreateWebhookRequest"],
    options?: CallOptions,
  ): Promise<Schemas["CreatedWebhook"]>;

  /**
   * Get a webhook
   *
   * Returns an endpoint's settings and delivery status.
   */
  getWebhook(webhookId: string, options?: CallOptions): Promise<Schemas["Webhook"]>;

  /**
   * Delete a webhook
   *
   * Deletes an endpoint. No further events are sent to it, and its deliveries can no longer be
   * read; they are erased 30 days after their creation.
   */
  deleteWebhook(webhookId: string, options?: CallOptions): Promise<void>;

  /**
   * Change a webhook
   *
   * Updates the fields in the request; other fields stay unchanged. Enabling an endpoint resets its
   * failure count; disabling it ends its pending deliveries as `failed`. After a change of the URL,
   * pending deliveries are sent to the new one, which is confirmed by its first 2xx response.
   */
  updateWebhook(
    webhookId: string,
    body: Schemas["UpdateWebhookRequest"],
    options?: CallOptions,
  ): Promise<Schemas["Webhook"]>;

  /**
   * Rotate a webhook's secret
   *
   * Creates a new secret and returns it once. For 24 hours `webhook-signature` contains a
   * signature with each secret; `X-Gptimg-Signature` contains only the signature with the new
   * secret.
   */
  rotateWebhookSecret(webhookId: string, options?: CallOptions): Promise<Schemas["CreatedWebhook"]>;

  /**
   * Send a test event
   *
   * Sends an event with sample data and a valid signature, even if the endpoint is disabled. It
   * is attempted once, and a failure is not counted.
   */
  testWebhook(
    webhookId: string,
    body: Schemas["TestWebhookRequest"],
    options?: CallOptions,
  ): Promise<Schemas["Delivery"]>;

  /**
   * List deliveries
   *
   * Lists past and pending deliveries of an endpoint, newest first.
   */
  listDeliveries(
    webhookId: string,
    query?: NonNullable<operations["listDeliveries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["DeliveryList"]>;

  /** Yields the items of all pages; `cursor` is where to begin. */
  iterateDeliveries(
    webhookId: string,
    query?: NonNullable<operations["listDeliveries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): AsyncGenerator<Schemas["DeliveryList"]["data"][number], void, undefined>;

  /**
   * Get a delivery
   *
   * Returns the request that was sent and the response to each attempt.
   */
  getDelivery(
    webhookId: string,
    deliveryId: string,
    options?: CallOptions,
  ): Promise<Schemas["DeliveryDetail"]>;

  /**
   * Send a delivery again
   *
   * Sends the same bytes with the same delivery ID again, regardless of earlier results. Only
   * image URLs that expire are replaced by new ones.
   * Receivers can detect duplicates by this ID.
   */
  resendDelivery(
    webhookId: string,
    deliveryId: string,
    options?: CallOptions,
  ): Promise<Schemas["Delivery"]>;

  /**
   * Send all failed deliveries again
   *
   * Resends the failed deliveries created at or after the given time, at most the 500 oldest.
   * Call it again for the others, at most 10 times in 15 minutes.
   */
  resendFailedDeliveries(
    webhookId: string,
    body: Schemas["ResendFailedRequest"],
    options?: CallOptions,
  ): Promise<Schemas["ResendFailedResult"]>;

  /**
   * Get credits and grants
   *
   * Returns the spendable and held credits and all grants with remaining credits. Grants are
   * spent in the order in which they expire; of grants that expire at the same time, free ones
   * are spent before paid ones.
   */
  getCredits(options?: CallOptions): Promise<Schemas["Credits"]>;

  /**
   * List the ledger
   *
   * Lists every change of credits, newest first. Entries never change.
   */
  listCreditEntries(
    query?: NonNullable<operations["listCreditEntries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["CreditEntryList"]>;

  /** Yields the items of all pages; `cursor` is where to begin. */
  iterateCreditEntries(
    query?: NonNullable<operations["listCreditEntries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): AsyncGenerator<Schemas["CreditEntryList"]["data"][number], void, undefined>;

  /**
   * Export the ledger
   *
   * The ledger as CSV. Values that a spreadsheet would interpret as a formula are prefixed with
   * an apostrophe.
   */
  exportCreditEntries(
    query?: NonNullable<operations["exportCreditEntries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<string>;

  /**
   * Get the overview
   *
   * Returns everything that the start page of the console shows.
   */
  getOverview(options?: CallOptions): Promise<Schemas["Overview"]>;

  /**
   * Get usage
   *
   * Returns images and credits by day (UTC), model and key, for at most 366 days.
   */
  getUsage(
    query?: NonNullable<operations["getUsage"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["Usage"]>;

  /**
   * Export usage
   *
   * Usage as CSV. Values that a spreadsheet would interpret as a formula are prefixed with an
   * apostrophe.
   */
  exportUsage(
    query?: NonNullable<operations["exportUsage"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<string>;

  /**
   * List models
   *
   * Lists the models with their ratios, qualities, limits and prices.
   */
  listModels(options?: CallOptions): Promise<Schemas["ModelList"]>;

  /**
   * Get a quote
   *
   * Returns the price of a generation and its resolved size and tier. The request is validated
   * and priced like a generation; no credits are held.
   */
  quote(body: Schemas["QuoteRequest"], options?: CallOptions): Promise<Schemas["Quote"]>;

  /**
   * List generations
   *
   * Lists the account's generations of all APIs, newest first.
   */
  listGenerations(
    query?: NonNullable<operations["listGenerations"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["GenerationList"]>;

  /** Yields the items of all pages; `cursor` is where to begin. */
  iterateGenerations(
    query?: NonNullable<operations["listGenerations"]["parameters"]["query"]>,
    options?: CallOptions,
  ): AsyncGenerator<Schemas["GenerationList"]["data"][number], void, undefined>;

  /**
   * Create a generation
   *
   * Starts a generation at the prices of the Image Hub API, like the playground of the console,
   * and responds immediately. Watch or poll the generation. Send a form to add reference images.
   */
  createGeneration(
    body: Schemas["CreateGenerationRequest"] | Schemas["CreateGenerationForm"],
    options?: CreateOptions,
  ): Promise<Schemas["GenerationDetail"]>;

  /**
   * Get a generation
   *
   * Returns a generation with its timeline, inputs and receipt.
   */
  getGeneration(generationId: string, options?: CallOptions): Promise<Schemas["GenerationDetail"]>;

  /**
   * Delete a generation
   *
   * Deletes a finished generation with its prompt, inputs, images and webhook deliveries. The
   * URLs of its images stop working, and pending deliveries are not sent. Its ledger entries
   * are kept.
   */
  deleteGeneration(generationId: string, options?: CallOptions): Promise<void>;

  /**
   * Cancel a generation
   *
   * Cancels a generation. A queued generation is canceled immediately. For a running generation,
   * the request to the provider is aborted; images already received are delivered and charged,
   * and `status` stays `running` until this is complete. Canceling a finished generation has no
   * effect.
   */
  cancelGeneration(
    generationId: string,
    options?: CallOptions,
  ): Promise<Schemas["GenerationDetail"]>;

  /**
   * Watch a generation
   *
   * Streams server-sent events named `generation`. Each contains the current generation. The
   * first is sent immediately, then one at each change. The stream closes after the generation
   * has finished, and after 15 minutes at the latest: connect again to continue. Comment lines
   * keep an idle stream open.
   */
  watchGeneration(
    generationId: string,
    options?: CallOptions,
  ): AsyncGenerator<Events<Schemas["GenerationDetail"]>, void, undefined>;

  /**
   * Get an input image
   *
   * Returns the bytes of an input image as sent to the provider.
   */
  getGenerationInput(generationId: string, position: number, options?: CallOptions): Promise<Blob>;

  /**
   * Get a thumbnail
   *
   * Returns an image as WebP with edges of at most 640 pixels. It never changes and can be
   * cached without a time limit.
   */
  getThumbnail(imageId: string, options?: CallOptions): Promise<Blob>;

  /**
   * Download an image
   *
   * Returns an image with `Content-Disposition: attachment`, so that browsers save it. Image URLs
   * may lead to another host, whose files browsers open instead.
   */
  downloadImage(imageId: string, options?: CallOptions): Promise<Blob>;

  /**
   * List accounts
   *
   * Lists all accounts, newest first.
   */
  listAccounts(
    query?: NonNullable<operations["listAccounts"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["AdminAccountList"]>;

  /** Yields the items of all pages; `cursor` is where to begin. */
  iterateAccounts(
    query?: NonNullable<operations["listAccounts"]["parameters"]["query"]>,
    options?: CallOptions,
  ): AsyncGenerator<Schemas["AdminAccountList"]["data"][number], void, undefined>;

  /**
   * Get an account
   *
   * Returns an account with its grants and keys.
   */
  getAdminAccount(accountId: string, options?: CallOptions): Promise<Schemas["AdminAccountDetail"]>;

  /**
   * Change an account
   *
   * Changes an account's plan or role, or disables it. Disabling ends the account's sessions
   * and cancels its unfinished generations. Its keys are rejected until it is enabled again.
   */
  updateAdminAccount(
    accountId: string,
    body: Schemas["UpdateAdminAccountRequest"],
    options?: CallOptions,
  ): Promise<Schemas["AdminAccountDetail"]>;

  /**
   * Grant credits
   *
   * Grants credits to an account.
   */
  grantCredits(
    accountId: string,
    body: Schemas["GrantCreditsRequest"],
    options?: CallOptions,
  ): Promise<Schemas["CreditBatch"]>;

  /**
   * Void a grant
   *
   * Voids the remaining credits of a grant. Held credits are not affected; they are voided if
   * they are released.
   */
  voidGrant(
    accountId: string,
    grantId: string,
    body: Schemas["VoidGrantRequest"],
    options?: CallOptions,
  ): Promise<Schemas["VoidedGrant"]>;

  /**
   * List prices
   *
   * Lists all price rules.
   */
  listPrices(options?: CallOptions): Promise<Schemas["PriceList"]>;

  /**
   * Replace the prices
   *
   * Replaces the whole list. Prices of accepted generations do not change. A list without a
   * price for an enabled model is rejected.
   */
  replacePrices(
    body: Schemas["ReplacePricesRequest"],
    options?: CallOptions,
  ): Promise<Schemas["PriceList"]>;

  /**
   * List models with their providers
   *
   * Lists all models, including disabled ones.
   */
  listAdminModels(options?: CallOptions): Promise<Schemas["AdminModelList"]>;

  /**
   * Add or change a model
   *
   * Creates or replaces the model with this ID. Models can be disabled but not deleted.
   * An enabled model needs a price for every request; without one, the response is 400.
   */
  putModel(body: Schemas["AdminModelInput"], options?: CallOptions): Promise<Schemas["AdminModel"]>;

  /**
   * List legacy sizes
   *
   * Lists the sizes that models do not generate but the OpenAI-compatible API accepts: images are
   * generated at another size, which determines the price, and resized.
   */
  listLegacySizes(options?: CallOptions): Promise<Schemas["LegacySizeList"]>;

  /**
   * Replace the legacy sizes
   *
   * Replaces the whole list. Both sizes of an entry have nearly the same ratio.
   */
  replaceLegacySizes(
    body: Schemas["ReplaceLegacySizesRequest"],
    options?: CallOptions,
  ): Promise<Schemas["LegacySizeList"]>;

  /**
   * List plans
   *
   * Lists the plans with their limits.
   */
  listPlans(options?: CallOptions): Promise<Schemas["PlanList"]>;

  /**
   * Add or change a plan
   *
   * Creates or replaces the plan with this ID. Limits, moderation and image metadata apply from
   * the next request, the key lifetime to new keys, and the monthly grant from the next month.
   * The settings `retention_days`, `max_key_days`, `priority`, `blocked_per_day`, `min_moderation` and
   * `image_metadata` keep their value if they are omitted.
   */
  putPlan(body: Schemas["PutPlanRequest"], options?: CallOptions): Promise<Schemas["Plan"]>;

  /**
   * Get the health of the providers
   *
   * Returns for each provider whether it is in use, and statistics of its calls.
   */
  listProviders(options?: CallOptions): Promise<Schemas["ProviderList"]>;

  /**
   * Get the queue
   *
   * Returns queued and running work, the active workers and stuck generations.
   */
  getQueue(options?: CallOptions): Promise<Schemas["Queue"]>;

  /**
   * List generations of all accounts
   *
   * Lists generations of all accounts, newest first, without the content of customers. A page can have
   * fewer entries than `limit` although more follow.
   */
  listOperatorGenerations(
    query?: NonNullable<operations["listOperatorGenerations"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["OperatorGenerationList"]>;

  /** Yields the items of all pages; `cursor` is where to begin. */
  iterateOperatorGenerations(
    query?: NonNullable<operations["listOperatorGenerations"]["parameters"]["query"]>,
    options?: CallOptions,
  ): AsyncGenerator<Schemas["OperatorGenerationList"]["data"][number], void, undefined>;

  /**
   * Get a generation of any account
   *
   * Returns a generation with its calls to providers and its jobs, without the content of its
   * customer.
   */
  getOperatorGeneration(
    generationId: string,
    options?: CallOptions,
  ): Promise<Schemas["OperatorGenerationDetail"]>;

  /**
   * Queue a generation again
   *
   * Replaces the job of an unfinished generation whose job was lost or is dead. A call that may have been
   * billed is not repeated. Generations that run in a live worker are rejected with 409.
   */
  requeueGeneration(
    generationId: string,
    body: Schemas["OperatorReason"],
    options?: CallOptions,
  ): Promise<Schemas["OperatorGenerationDetail"]>;

  /**
   * Cancel a generation of any account
   *
   * Cancels a generation. If no request has been sent to a provider, it is canceled immediately
   * and free of charge. Otherwise the request to the provider is aborted.
   */
  cancelStuckGeneration(
    generationId: string,
    body: Schemas["CancelStuckRequest"],
    options?: CallOptions,
  ): Promise<Schemas["CanceledStuck"]>;

  /**
   * List dead jobs
   *
   * Lists jobs that have used up their attempts and are never started again, newest first.
   */
  listDeadJobs(
    query?: NonNullable<operations["listDeadJobs"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["DeadJobList"]>;

  /** Yields the items of all pages; `cursor` is where to begin. */
  iterateDeadJobs(
    query?: NonNullable<operations["listDeadJobs"]["parameters"]["query"]>,
    options?: CallOptions,
  ): AsyncGenerator<Schemas["DeadJobList"]["data"][number], void, undefined>;

  /**
   * Retry a dead job
   *
   * Gives a dead job its attempts back, so that a worker starts it.
   */
  retryDeadJob(
    jobId: string,
    body: Schemas["OperatorReason"],
    options?: CallOptions,
  ): Promise<Schemas["ChangedJob"]>;

  /**
   * Remove a dead job
   *
   * Removes a dead job without doing its work. An unfinished generation gets a new job.
   */
  removeDeadJob(
    jobId: string,
    body: Schemas["OperatorReason"],
    options?: CallOptions,
  ): Promise<Schemas["ChangedJob"]>;

  /**
   * List webhook deliveries of all accounts
   *
   * Lists webhook deliveries of all accounts, newest first. A page can have fewer entries than `limit`
   * although more follow.
   */
  listOperatorDeliveries(
    query?: NonNullable<operations["listOperatorDeliveries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["OperatorDeliveryList"]>;

  /** Yields the items of all pages; `cursor` is where to begin. */
  iterateOperatorDeliveries(
    query?: NonNullable<operations["listOperatorDeliveries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): AsyncGenerator<Schemas["OperatorDeliveryList"]["data"][number], void, undefined>;

  /**
   * Send a webhook delivery of any account again
   *
   * Sends a finished delivery again, with the same ID and body. A pending delivery, or one whose endpoint
   * is disabled or deleted, is rejected with 409.
   */
  resendOperatorDelivery(
    deliveryId: string,
    body: Schemas["OperatorReason"],
    options?: CallOptions,
  ): Promise<Schemas["ResentDelivery"]>;

  /**
   * Enable or disable sign-up
   *
   * Enables or disables sign-up. While it is disabled, accounts can be created only on the
   * command line. Existing accounts can still sign in.
   */
  setSignUp(
    body: Schemas["SetSignUpRequest"],
    options?: CallOptions,
  ): Promise<Schemas["AuthState"]>;

  /**
   * List the audit log
   *
   * Lists changes of credits, keys, webhooks, roles, settings and sign-in, of operators and of customers,
   * newest first. Entries never change; closing an account erases its personal data from them.
   */
  listAuditEntries(
    query?: NonNullable<operations["listAuditEntries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["AuditEntryList"]>;

  /** Yields the items of all pages; `cursor` is where to begin. */
  iterateAuditEntries(
    query?: NonNullable<operations["listAuditEntries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): AsyncGenerator<Schemas["AuditEntryList"]["data"][number], void, undefined>;

  /**
   * Export the audit log as CSV
   *
   * The audit log as CSV. Values that a spreadsheet would interpret as a formula are prefixed
   * with an apostrophe.
   */
  exportAuditEntriesCsv(
    query?: NonNullable<operations["exportAuditEntriesCsv"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<string>;

  /**
   * Export the audit log as JSON
   *
   * The audit log as JSON Lines: each line is one entry as in the list.
   */
  exportAuditEntriesJson(
    query?: NonNullable<operations["exportAuditEntriesJson"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<string>;
}
/** Creates the methods. Each is one call. */
export function methods(calls: Calls<paths>): Methods {
  return {
    getAuthState: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/auth", init)),
    signUp: (body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/auth/sign-up", { ...init, body }),
      ),
    signOut: (options) =>
      calls.call("write", options, (http, init) => http.POST("/api/auth/sign-out", init)),
    signIn: (body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/auth/sign-in", { ...init, body }),
      ),
    getAccount: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/account", init)),
    updateAccount: (body, options) =>
      calls.call("write", options, (http, init) => http.PATCH("/api/account", { ...init, body })),
    listSessions: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/account/sessions", init)),
    revokeOtherSessions: (options) =>
      calls.call("write", options, (http, init) => http.DELETE("/api/account/sessions", init)),
    revokeSession: (sessionId, options) =>
      calls.call("write", options, (http, init) =>
        http.DELETE("/api/account/sessions/{sessionId}", {
          ...init,
          params: { path: { sessionId } },
        }),
      ),
    confirmPassword: (body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/account/session/confirm", { ...init, body }),
      ),
    changePassword: (body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/account/password", { ...init, body }),
      ),
    exportAccount: (options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/export", { ...init, parseAs: "blob" }),
      ),
    listOwnAuditEntries: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/audit", { ...init, params: { query } }),
      ),
    iterateOwnAuditEntries: (query = {}, options) =>
      calls.iterate((position) =>
        calls.call("read", options, (http, init) =>
          http.GET("/api/account/audit", { ...init, params: { query: { ...query, ...position } } }),
        ),
      ),
    exportOwnAuditEntriesCsv: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/audit.csv", { ...init, parseAs: "text", params: { query } }),
      ),
    exportOwnAuditEntriesJson: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/audit.jsonl", { ...init, parseAs: "text", params: { query } }),
      ),
    deleteAccount: (body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/account/delete", { ...init, body }),
      ),
    listKeys: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/account/keys", init)),
    createKey: (body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/account/keys", { ...init, body }),
      ),
    reportLeakedKey: (body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/account/keys/report-leak", { ...init, body }),
      ),
    revokeKey: (keyId, options) =>
      calls.call("write", options, (http, init) =>
        http.DELETE("/api/account/keys/{keyId}", { ...init, params: { path: { keyId } } }),
      ),
    updateKey: (keyId, body, options) =>
      calls.call("write", options, (http, init) =>
        http.PATCH("/api/account/keys/{keyId}", { ...init, params: { path: { keyId } }, body }),
      ),
    rotateKey: (keyId, body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/account/keys/{keyId}/rotate", {
          ...init,
          params: { path: { keyId } },
          body,
        }),
      ),
    listWebhooks: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/account/webhooks", init)),
    createWebhook: (body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/account/webhooks", { ...init, body }),
      ),
    getWebhook: (webhookId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/webhooks/{webhookId}", { ...init, params: { path: { webhookId } } }),
      ),
    deleteWebhook: (webhookId, options) =>
      calls.call("write", options, (http, init) =>
        http.DELETE("/api/account/webhooks/{webhookId}", {
          ...init,
          params: { path: { webhookId } },
        }),
      ),
    updateWebhook: (webhookId, body, options) =>
      calls.call("write", options, (http, init) =>
        http.PATCH("/api/account/webhooks/{webhookId}", {
          ...init,
          params: { path: { webhookId } },
          body,
        }),
      ),
    rotateWebhookSecret: (webhookId, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/account/webhooks/{webhookId}/rotate-secret", {
          ...init,
          params: { path: { webhookId } },
        }),
      ),
    testWebhook: (webhookId, body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/account/webhooks/{webhookId}/test", {
          ...init,
          params: { path: { webhookId } },
          body,
        }),
      ),
    listDeliveries: (webhookId, query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/webhooks/{webhookId}/deliveries", {
          ...init,
          params: { path: { webhookId }, query },
        }),
      ),
    iterateDeliveries: (webhookId, query = {}, options) =>
      calls.iterate((position) =>
        calls.call("read", options, (http, init) =>
          http.GET("/api/account/webhooks/{webhookId}/deliveries", {
            ...init,
            params: { path: { webhookId }, query: { ...query, ...position } },
          }),
        ),
      ),
    getDelivery: (webhookId, deliveryId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/webhooks/{webhookId}/deliveries/{deliveryId}", {
          ...init,
          params: { path: { webhookId, deliveryId } },
        }),
      ),
    resendDelivery: (webhookId, deliveryId, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/account/webhooks/{webhookId}/deliveries/{deliveryId}/resend", {
          ...init,
          params: { path: { webhookId, deliveryId } },
        }),
      ),
    resendFailedDeliveries: (webhookId, body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/account/webhooks/{webhookId}/resend-failed", {
          ...init,
          params: { path: { webhookId } },
          body,
        }),
      ),
    getCredits: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/account/credits", init)),
    listCreditEntries: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/credits/entries", { ...init, params: { query } }),
      ),
    iterateCreditEntries: (query = {}, options) =>
      calls.iterate((position) =>
        calls.call("read", options, (http, init) =>
          http.GET("/api/account/credits/entries", {
            ...init,
            params: { query: { ...query, ...position } },
          }),
        ),
      ),
    exportCreditEntries: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/credits/entries.csv", {
          ...init,
          parseAs: "text",
          params: { query },
        }),
      ),
    getOverview: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/account/overview", init)),
    getUsage: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/usage", { ...init, params: { query } }),
      ),
    exportUsage: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/usage.csv", { ...init, parseAs: "text", params: { query } }),
      ),
    listModels: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/account/models", init)),
    quote: (body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/account/quote", { ...init, body }),
      ),
    listGenerations: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/generations", { ...init, params: { query } }),
      ),
    iterateGenerations: (query = {}, options) =>
      calls.iterate((position) =>
        calls.call("read", options, (http, init) =>
          http.GET("/api/account/generations", {
            ...init,
            params: { query: { ...query, ...position } },
          }),
        ),
      ),
    createGeneration: (body, options) =>
      calls.call("create", options, async (http, init) =>
        http.POST("/api/account/generations", { ...init, body: await calls.readFiles(body) }),
      ),
    getGeneration: (generationId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/generations/{generationId}", {
          ...init,
          params: { path: { generationId } },
        }),
      ),
    deleteGeneration: (generationId, options) =>
      calls.call("write", options, (http, init) =>
        http.DELETE("/api/account/generations/{generationId}", {
          ...init,
          params: { path: { generationId } },
        }),
      ),
    cancelGeneration: (generationId, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/account/generations/{generationId}/cancel", {
          ...init,
          params: { path: { generationId } },
        }),
      ),
    watchGeneration: (generationId, options) =>
      calls.stream("read", options, (http, init) =>
        http.GET("/api/account/generations/{generationId}/events", {
          ...init,
          parseAs: "stream",
          params: { path: { generationId } },
        }),
      ),
    getGenerationInput: (generationId, position, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/generations/{generationId}/inputs/{position}", {
          ...init,
          parseAs: "blob",
          params: { path: { generationId, position } },
        }),
      ),
    getThumbnail: (imageId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/images/{imageId}/thumbnail", {
          ...init,
          parseAs: "blob",
          params: { path: { imageId } },
        }),
      ),
    downloadImage: (imageId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/account/images/{imageId}/download", {
          ...init,
          parseAs: "blob",
          params: { path: { imageId } },
        }),
      ),
    listAccounts: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/admin/accounts", { ...init, params: { query } }),
      ),
    iterateAccounts: (query = {}, options) =>
      calls.iterate((position) =>
        calls.call("read", options, (http, init) =>
          http.GET("/api/admin/accounts", {
            ...init,
            params: { query: { ...query, ...position } },
          }),
        ),
      ),
    getAdminAccount: (accountId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/admin/accounts/{accountId}", { ...init, params: { path: { accountId } } }),
      ),
    updateAdminAccount: (accountId, body, options) =>
      calls.call("write", options, (http, init) =>
        http.PATCH("/api/admin/accounts/{accountId}", {
          ...init,
          params: { path: { accountId } },
          body,
        }),
      ),
    grantCredits: (accountId, body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/admin/accounts/{accountId}/grants", {
          ...init,
          params: { path: { accountId } },
          body,
        }),
      ),
    voidGrant: (accountId, grantId, body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/admin/accounts/{accountId}/grants/{grantId}/void", {
          ...init,
          params: { path: { accountId, grantId } },
          body,
        }),
      ),
    listPrices: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/admin/prices", init)),
    replacePrices: (body, options) =>
      calls.call("read", options, (http, init) => http.PUT("/api/admin/prices", { ...init, body })),
    listAdminModels: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/admin/models", init)),
    putModel: (body, options) =>
      calls.call("read", options, (http, init) => http.PUT("/api/admin/models", { ...init, body })),
    listLegacySizes: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/admin/legacy-sizes", init)),
    replaceLegacySizes: (body, options) =>
      calls.call("read", options, (http, init) =>
        http.PUT("/api/admin/legacy-sizes", { ...init, body }),
      ),
    listPlans: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/admin/plans", init)),
    putPlan: (body, options) =>
      calls.call("read", options, (http, init) => http.PUT("/api/admin/plans", { ...init, body })),
    listProviders: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/admin/providers", init)),
    getQueue: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/admin/queue", init)),
    listOperatorGenerations: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/admin/generations", { ...init, params: { query } }),
      ),
    iterateOperatorGenerations: (query = {}, options) =>
      calls.iterate((position) =>
        calls.call("read", options, (http, init) =>
          http.GET("/api/admin/generations", {
            ...init,
            params: { query: { ...query, ...position } },
          }),
        ),
      ),
    getOperatorGeneration: (generationId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/admin/generations/{generationId}", {
          ...init,
          params: { path: { generationId } },
        }),
      ),
    requeueGeneration: (generationId, body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/admin/generations/{generationId}/requeue", {
          ...init,
          params: { path: { generationId } },
          body,
        }),
      ),
    cancelStuckGeneration: (generationId, body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/admin/generations/{generationId}/cancel", {
          ...init,
          params: { path: { generationId } },
          body,
        }),
      ),
    listDeadJobs: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/admin/dead-jobs", { ...init, params: { query } }),
      ),
    iterateDeadJobs: (query = {}, options) =>
      calls.iterate((position) =>
        calls.call("read", options, (http, init) =>
          http.GET("/api/admin/dead-jobs", {
            ...init,
            params: { query: { ...query, ...position } },
          }),
        ),
      ),
    retryDeadJob: (jobId, body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/admin/dead-jobs/{jobId}/retry", {
          ...init,
          params: { path: { jobId } },
          body,
        }),
      ),
    removeDeadJob: (jobId, body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/admin/dead-jobs/{jobId}/remove", {
          ...init,
          params: { path: { jobId } },
          body,
        }),
      ),
    listOperatorDeliveries: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/admin/deliveries", { ...init, params: { query } }),
      ),
    iterateOperatorDeliveries: (query = {}, options) =>
      calls.iterate((position) =>
        calls.call("read", options, (http, init) =>
          http.GET("/api/admin/deliveries", {
            ...init,
            params: { query: { ...query, ...position } },
          }),
        ),
      ),
    resendOperatorDelivery: (deliveryId, body, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/admin/deliveries/{deliveryId}/resend", {
          ...init,
          params: { path: { deliveryId } },
          body,
        }),
      ),
    setSignUp: (body, options) =>
      calls.call("read", options, (http, init) =>
        http.PUT("/api/admin/sign-up", { ...init, body }),
      ),
    listAuditEntries: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/admin/audit", { ...init, params: { query } }),
      ),
    iterateAuditEntries: (query = {}, options) =>
      calls.iterate((position) =>
        calls.call("read", options, (http, init) =>
          http.GET("/api/admin/audit", { ...init, params: { query: { ...query, ...position } } }),
        ),
      ),
    exportAuditEntriesCsv: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/admin/audit.csv", { ...init, parseAs: "text", params: { query } }),
      ),
    exportAuditEntriesJson: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/admin/audit.jsonl", { ...init, parseAs: "text", params: { query } }),
      ),
  };
}
/** Codes of errors for which nothing is charged or all credits are released. */
export const uncharged: ReadonlySet<string> = new Set([
  "invalid_request",
  "invalid_credentials",
  "sign_in_required",
  "csrf_failed",
  "reauthentication_required",
  "insufficient_scope",
  "plan_required",
  "forbidden",
  "account_suspended",
  "not_found",
  "method_not_allowed",
  "conflict",
  "request_timeout",
  "payload_too_large",
  "unsupported_media_type",
  "rate_limited",
  "internal_error",
  "unavailable",
  "insufficient_credits",
  "monthly_cap_reached",
  "key_budget_reached",
  "content_blocked",
  "idempotency_key_reused",
  "concurrency_limited",
]);
const errorCodes = [
  "invalid_request",
  "invalid_credentials",
  "sign_in_required",
  "csrf_failed",
  "reauthentication_required",
  "insufficient_scope",
  "plan_required",
  "forbidden",
  "account_suspended",
  "not_found",
  "method_not_allowed",
  "conflict",
  "request_timeout",
  "payload_too_large",
  "unsupported_media_type",
  "rate_limited",
  "internal_error",
  "unavailable",
  "insufficient_credits",
  "monthly_cap_reached",
  "key_budget_reached",
  "content_blocked",
  "idempotency_key_reused",
  "concurrency_limited",
] as const;
const known: ReadonlySet<string> = new Set(errorCodes);
/** A code of an error of the API. */
export type ErrorCode = (typeof errorCodes)[number];
/** Whether a code is one of the API. */
export function isErrorCode(code: string): code is ErrorCode {
  return known.has(code);
}
