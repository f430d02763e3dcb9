// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { Upload } from "../../src/http/upload.ts";

export interface paths {
  "/api/auth": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the sign-in state
     * @description Returns whether sign-up is enabled and whether this server already has an admin.
     */
    get: operations["getAuthState"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/sign-up": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create an account
     * @description Creates an account and signs it in. While the server has no admin, `setup_token` is
     *     required, even if sign-up is disabled, and the new account becomes the admin.
     */
    post: operations["signUp"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/sign-out": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign out
     * @description Ends the session immediately and deletes the cookie.
     */
    post: operations["signOut"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/auth/sign-in": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign in
     * @description Sets the session cookie and ends the session of the request, if any. An unknown email
     *     address and a wrong password return the same error.
     */
    post: operations["signIn"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the account
     * @description Returns the signed-in account with its plan, settings and CSRF token.
     */
    get: operations["getAccount"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change the account
     * @description Updates the settings in the request; other settings stay unchanged.
     */
    patch: operations["updateAccount"];
    trace?: never;
  };
  "/api/account/sessions": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List sessions
     * @description Lists the active sessions, most recently used first.
     */
    get: operations["listSessions"];
    put?: never;
    post?: never;
    /**
     * End all other sessions
     * @description Ends all sessions except the current one.
     */
    delete: operations["revokeOtherSessions"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/sessions/{sessionId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * End a session
     * @description Ends one session. It can be the current one.
     */
    delete: operations["revokeSession"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/session/confirm": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Confirm the password
     * @description Confirms the password for the current session. Operations that respond with
     *     `reauthentication_required` accept the session for the next 15 minutes. A sign-in also
     *     confirms the password. Attempts are limited as those of a sign-in.
     */
    post: operations["confirmPassword"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/password": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Change the password
     * @description Changes the password and ends all other sessions. API keys keep working.
     */
    post: operations["changePassword"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/export": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export the account
     * @description All data of the account as a ZIP archive: profile, API keys and webhooks without secrets,
     *     generations with prompts, settings and receipts, images and reference images, uploaded files,
     *     batches, ledger and audit log. The archive is created while it is sent; its size is not known in advance.
     */
    get: operations["exportAccount"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/audit": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the audit log of the account
     * @description Lists changes of the account's credits, keys, webhooks, settings, sessions and password, by its owner
     *     and by operators, newest first. The actor of an entry by an operator is `operator`. Entries never
     *     change.
     */
    get: operations["listOwnAuditEntries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/audit.csv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export the audit log of the account as CSV
     * @description The audit log of the account as CSV. Values that a spreadsheet would interpret as a formula are prefixed
     *     with an apostrophe.
     */
    get: operations["exportOwnAuditEntriesCsv"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/audit.jsonl": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export the audit log of the account as JSON
     * @description The audit log of the account as JSON Lines: each line is one entry as in the list.
     */
    get: operations["exportOwnAuditEntriesJson"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/delete": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Delete the account
     * @description Permanently deletes the account: sessions end and keys are revoked immediately, webhooks are
     *     deleted, unfinished generations are canceled, and remaining credits are voided. Prompts,
     *     end-user IDs, reference images, images and uploads are erased. A generation that finishes
     *     after the deletion is erased within one hour. The credit ledger is kept in anonymized form.
     *     The only admin of a server cannot be deleted.
     */
    post: operations["deleteAccount"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/keys": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List keys
     * @description Lists the account's active keys and the 400 newest that are revoked or expired, newest first.
     *     The export of the account contains all of them.
     */
    get: operations["listKeys"];
    put?: never;
    /**
     * Create a key
     * @description Creates a key for one API. The secret is returned only in this response; the server stores
     *     only a hash.
     */
    post: operations["createKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/keys/report-leak": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Report a leaked key
     * @description Revokes a key that you have found, for example in a public repository, and sends `key.leaked` to
     *     the webhooks of its owner. The key itself is the proof; nothing else is needed. The response is
     *     the same for a text that is no valid key.
     */
    post: operations["reportLeakedKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/keys/{keyId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Revoke a key
     * @description Revokes a key immediately and permanently. Generations it started continue. Revoking a
     *     revoked key has no effect.
     */
    delete: operations["revokeKey"];
    options?: never;
    head?: never;
    /**
     * Update a key
     * @description Changes an active key. Absent fields stay as they are. The change takes effect immediately.
     */
    patch: operations["updateKey"];
    trace?: never;
  };
  "/api/account/keys/{keyId}/rotate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Rotate a key
     * @description Creates a new secret for the key and returns it once. The old secret keeps working during
     *     the overlap, so running clients are not interrupted. Limits, history and ID stay the same.
     */
    post: operations["rotateKey"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/webhooks": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List webhooks
     * @description Lists the account's endpoints, newest first.
     */
    get: operations["listWebhooks"];
    put?: never;
    /**
     * Register a webhook
     * @description Registers an endpoint that receives events. The signing secret is returned only in this
     *     response. The URL must use https and resolve to a public address; this is checked here and
     *     before each delivery.
     */
    post: operations["createWebhook"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/webhooks/{webhookId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a webhook
     * @description Returns an endpoint's settings and delivery status.
     */
    get: operations["getWebhook"];
    put?: never;
    post?: never;
    /**
     * Delete a webhook
     * @description Deletes an endpoint. No further events are sent to it, and its deliveries can no longer be
     *     read; they are erased 30 days after their creation.
     */
    delete: operations["deleteWebhook"];
    options?: never;
    head?: never;
    /**
     * Change a webhook
     * @description Updates the fields in the request; other fields stay unchanged. Enabling an endpoint resets its
     *     failure count; disabling it ends its pending deliveries as `failed`. After a change of the URL,
     *     pending deliveries are sent to the new one, which is confirmed by its first 2xx response.
     */
    patch: operations["updateWebhook"];
    trace?: never;
  };
  "/api/account/webhooks/{webhookId}/rotate-secret": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Rotate a webhook's secret
     * @description Creates a new secret and returns it once. For 24 hours `webhook-signature` contains a
     *     signature with each secret; `X-Gptimg-Signature` contains only the signature with the new
     *     secret.
     */
    post: operations["rotateWebhookSecret"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/webhooks/{webhookId}/test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a test event
     * @description Sends an event with sample data and a valid signature, even if the endpoint is disabled. It
     *     is attempted once, and a failure is not counted.
     */
    post: operations["testWebhook"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/webhooks/{webhookId}/deliveries": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List deliveries
     * @description Lists past and pending deliveries of an endpoint, newest first.
     */
    get: operations["listDeliveries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/webhooks/{webhookId}/deliveries/{deliveryId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a delivery
     * @description Returns the request that was sent and the response to each attempt.
     */
    get: operations["getDelivery"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/webhooks/{webhookId}/deliveries/{deliveryId}/resend": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a delivery again
     * @description Sends the same bytes with the same delivery ID again, regardless of earlier results. Only
     *     image URLs that expire are replaced by new ones.
     *     Receivers can detect duplicates by this ID.
     */
    post: operations["resendDelivery"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/webhooks/{webhookId}/resend-failed": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send all failed deliveries again
     * @description Resends the failed deliveries created at or after the given time, at most the 500 oldest.
     *     Call it again for the others, at most 10 times in 15 minutes.
     */
    post: operations["resendFailedDeliveries"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/credits": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get credits and grants
     * @description Returns the spendable and held credits and all grants with remaining credits. Grants are
     *     spent in the order in which they expire; of grants that expire at the same time, free ones
     *     are spent before paid ones.
     */
    get: operations["getCredits"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/credits/entries": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the ledger
     * @description Lists every change of credits, newest first. Entries never change.
     */
    get: operations["listCreditEntries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/credits/entries.csv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export the ledger
     * @description The ledger as CSV. Values that a spreadsheet would interpret as a formula are prefixed with
     *     an apostrophe.
     */
    get: operations["exportCreditEntries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/overview": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the overview
     * @description Returns everything that the start page of the console shows.
     */
    get: operations["getOverview"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/usage": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get usage
     * @description Returns images and credits by day (UTC), model and key, for at most 366 days.
     */
    get: operations["getUsage"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/usage.csv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export usage
     * @description Usage as CSV. Values that a spreadsheet would interpret as a formula are prefixed with an
     *     apostrophe.
     */
    get: operations["exportUsage"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/models": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List models
     * @description Lists the models with their ratios, qualities, limits and prices.
     */
    get: operations["listModels"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/quote": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Get a quote
     * @description Returns the price of a generation and its resolved size and tier. The request is validated
     *     and priced like a generation; no credits are held.
     */
    post: operations["quote"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/generations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List generations
     * @description Lists the account's generations of all APIs, newest first.
     */
    get: operations["listGenerations"];
    put?: never;
    /**
     * Create a generation
     * @description Starts a generation at the prices of the Image Hub API, like the playground of the console,
     *     and responds immediately. Watch or poll the generation. Send a form to add reference images.
     */
    post: operations["createGeneration"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/generations/{generationId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a generation
     * @description Returns a generation with its timeline, inputs and receipt.
     */
    get: operations["getGeneration"];
    put?: never;
    post?: never;
    /**
     * Delete a generation
     * @description Deletes a finished generation with its prompt, inputs, images and webhook deliveries. The
     *     URLs of its images stop working, and pending deliveries are not sent. Its ledger entries
     *     are kept.
     */
    delete: operations["deleteGeneration"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/generations/{generationId}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a generation
     * @description Cancels a generation. A queued generation is canceled immediately. For a running generation,
     *     the request to the provider is aborted; images already received are delivered and charged,
     *     and `status` stays `running` until this is complete. Canceling a finished generation has no
     *     effect.
     */
    post: operations["cancelGeneration"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/generations/{generationId}/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Watch a generation
     * @description Streams server-sent events named `generation`. Each contains the current generation. The
     *     first is sent immediately, then one at each change. The stream closes after the generation
     *     has finished, and after 15 minutes at the latest: connect again to continue. Comment lines
     *     keep an idle stream open.
     */
    get: operations["watchGeneration"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/generations/{generationId}/inputs/{position}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get an input image
     * @description Returns the bytes of an input image as sent to the provider.
     */
    get: operations["getGenerationInput"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/images/{imageId}/thumbnail": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a thumbnail
     * @description Returns an image as WebP with edges of at most 640 pixels. It never changes and can be
     *     cached without a time limit.
     */
    get: operations["getThumbnail"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/account/images/{imageId}/download": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download an image
     * @description Returns an image with `Content-Disposition: attachment`, so that browsers save it. Image URLs
     *     may lead to another host, whose files browsers open instead.
     */
    get: operations["downloadImage"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/accounts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List accounts
     * @description Lists all accounts, newest first.
     */
    get: operations["listAccounts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/accounts/{accountId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get an account
     * @description Returns an account with its grants and keys.
     */
    get: operations["getAdminAccount"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change an account
     * @description Changes an account's plan or role, or disables it. Disabling ends the account's sessions
     *     and cancels its unfinished generations. Its keys are rejected until it is enabled again.
     */
    patch: operations["updateAdminAccount"];
    trace?: never;
  };
  "/api/admin/accounts/{accountId}/grants": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Grant credits
     * @description Grants credits to an account.
     */
    post: operations["grantCredits"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/accounts/{accountId}/grants/{grantId}/void": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Void a grant
     * @description Voids the remaining credits of a grant. Held credits are not affected; they are voided if
     *     they are released.
     */
    post: operations["voidGrant"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/prices": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List prices
     * @description Lists all price rules.
     */
    get: operations["listPrices"];
    /**
     * Replace the prices
     * @description Replaces the whole list. Prices of accepted generations do not change. A list without a
     *     price for an enabled model is rejected.
     */
    put: operations["replacePrices"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/models": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List models with their providers
     * @description Lists all models, including disabled ones.
     */
    get: operations["listAdminModels"];
    /**
     * Add or change a model
     * @description Creates or replaces the model with this ID. Models can be disabled but not deleted.
     *     An enabled model needs a price for every request; without one, the response is 400.
     */
    put: operations["putModel"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/legacy-sizes": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List legacy sizes
     * @description Lists the sizes that models do not generate but the OpenAI-compatible API accepts: images are
     *     generated at another size, which determines the price, and resized.
     */
    get: operations["listLegacySizes"];
    /**
     * Replace the legacy sizes
     * @description Replaces the whole list. Both sizes of an entry have nearly the same ratio.
     */
    put: operations["replaceLegacySizes"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/plans": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List plans
     * @description Lists the plans with their limits.
     */
    get: operations["listPlans"];
    /**
     * Add or change a plan
     * @description Creates or replaces the plan with this ID. Limits, moderation and image metadata apply from
     *     the next request, the key lifetime to new keys, and the monthly grant from the next month.
     *     The settings `retention_days`, `max_key_days`, `priority`, `blocked_per_day`, `min_moderation` and
     *     `image_metadata` keep their value if they are omitted.
     */
    put: operations["putPlan"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/providers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the health of the providers
     * @description Returns for each provider whether it is in use, and statistics of its calls.
     */
    get: operations["listProviders"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/queue": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get the queue
     * @description Returns queued and running work, the active workers and stuck generations.
     */
    get: operations["getQueue"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/generations": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List generations of all accounts
     * @description Lists generations of all accounts, newest first, without the content of customers. A page can have
     *     fewer entries than `limit` although more follow.
     */
    get: operations["listOperatorGenerations"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/generations/{generationId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get a generation of any account
     * @description Returns a generation with its calls to providers and its jobs, without the content of its
     *     customer.
     */
    get: operations["getOperatorGeneration"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/generations/{generationId}/requeue": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Queue a generation again
     * @description Replaces the job of an unfinished generation whose job was lost or is dead. A call that may have been
     *     billed is not repeated. Generations that run in a live worker are rejected with 409.
     */
    post: operations["requeueGeneration"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/generations/{generationId}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Cancel a generation of any account
     * @description Cancels a generation. If no request has been sent to a provider, it is canceled immediately
     *     and free of charge. Otherwise the request to the provider is aborted.
     */
    post: operations["cancelStuckGeneration"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/dead-jobs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List dead jobs
     * @description Lists jobs that have used up their attempts and are never started again, newest first.
     */
    get: operations["listDeadJobs"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/dead-jobs/{jobId}/retry": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Retry a dead job
     * @description Gives a dead job its attempts back, so that a worker starts it.
     */
    post: operations["retryDeadJob"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/dead-jobs/{jobId}/remove": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Remove a dead job
     * @description Removes a dead job without doing its work. An unfinished generation gets a new job.
     */
    post: operations["removeDeadJob"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/deliveries": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List webhook deliveries of all accounts
     * @description Lists webhook deliveries of all accounts, newest first. A page can have fewer entries than `limit`
     *     although more follow.
     */
    get: operations["listOperatorDeliveries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/deliveries/{deliveryId}/resend": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a webhook delivery of any account again
     * @description Sends a finished delivery again, with the same ID and body. A pending delivery, or one whose endpoint
     *     is disabled or deleted, is rejected with 409.
     */
    post: operations["resendOperatorDelivery"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/sign-up": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Enable or disable sign-up
     * @description Enables or disables sign-up. While it is disabled, accounts can be created only on the
     *     command line. Existing accounts can still sign in.
     */
    put: operations["setSignUp"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/audit": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the audit log
     * @description Lists changes of credits, keys, webhooks, roles, settings and sign-in, of operators and of customers,
     *     newest first. Entries never change; closing an account erases its personal data from them.
     */
    get: operations["listAuditEntries"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/audit.csv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export the audit log as CSV
     * @description The audit log as CSV. Values that a spreadsheet would interpret as a formula are prefixed
     *     with an apostrophe.
     */
    get: operations["exportAuditEntriesCsv"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/admin/audit.jsonl": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export the audit log as JSON
     * @description The audit log as JSON Lines: each line is one entry as in the list.
     */
    get: operations["exportAuditEntriesJson"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * @description The ID of a model, as `GET /api/v1/models` lists it.
     * @example gpt-image-2
     */
    Model: string;
    /**
     * @description A description of the images, 1 to 32,000 characters. Must not be blank.
     * @example A cinematic product photo with premium studio lighting
     */
    Prompt: string;
    /**
     * @description The size in pixels as `WIDTHxHEIGHT`, or `auto`. Both edges are multiples of 16 and at most
     *     3840, neither edge is more than three times the other, and width × height is between 655,360
     *     and 8,294,400. A size determines ratio and tier; a contradicting `aspect_ratio` or tier in
     *     `quality` is rejected.
     * @default auto
     * @example 1024x1024
     */
    Size: string;
    /**
     * @description The ratio of width to height. With `auto` at tier `1K` the model chooses the ratio; at `2K`
     *     and `4K` the image is square.
     * @default auto
     * @enum {string}
     */
    AspectRatio:
      | "auto"
      | "1:1"
      | "4:3"
      | "3:4"
      | "3:2"
      | "2:3"
      | "16:9"
      | "9:16"
      | "5:4"
      | "4:5"
      | "21:9"
      | "9:21"
      | "2:1"
      | "1:2"
      | "3:1"
      | "1:3";
    /**
     * @description Either a resolution tier (`1K`, `2K`, `4K`), which determines the size together with
     *     `aspect_ratio`, or a render quality (`low`, `medium`, `high`, `auto`). With a render
     *     quality, the tier follows from `size`; it is `1K` if `size` is `auto`.
     * @default auto
     * @enum {string}
     */
    Quality: "1K" | "2K" | "4K" | "low" | "medium" | "high" | "auto";
    /**
     * @description The resolution tier. The price depends on it, and on API, model and quality.
     * @enum {string}
     */
    Tier: "1K" | "2K" | "4K";
    /**
     * @description The render quality, which is the effort that the model spends on an image.
     * @enum {string}
     */
    RenderQuality: "auto" | "low" | "medium" | "high";
    /**
     * @description The file format of the images.
     * @default png
     * @enum {string}
     */
    OutputFormat: "png" | "jpeg" | "webp";
    /**
     * @description The background of the images. `transparent` needs `png` or `webp`.
     * @default auto
     * @enum {string}
     */
    Background: "auto" | "opaque" | "transparent";
    /** @description Your identifier for the end user; helps with abuse reports. */
    EndUser: string;
    /** @description Spendable credits. Held credits are not included. */
    SpendableCredits: number;
    /** @description The credits that expire next, or `null` if no credits expire. */
    NextExpiration: components["schemas"]["Expiration"] | null;
    /** @description Credits and the time at which they expire. */
    Expiration: {
      /** @description The number of credits that expire. */
      credits: number;
      /**
       * Format: date-time
       * @description When they expire.
       */
      expires_at: string;
    };
    /** @description The models of this server. */
    ModelList: {
      /** @constant */
      object: "list";
      /** @description One entry for each model. */
      data: components["schemas"]["ModelCard"][];
    };
    /** @description A model with its capabilities and prices. */
    ModelCard: {
      /** @description The ID to send as `model`. */
      id: string;
      /** @constant */
      object: "model";
      /** @description The display name. */
      name: string;
      /** @description The provider of the model. */
      provider: string;
      /** @description The provider's name for the model. */
      provider_model: string;
      credits: components["schemas"]["TierPrices"];
      default: components["schemas"]["ModelDefaults"];
      /** @description Values of `aspect_ratio`. */
      aspect_ratios: components["schemas"]["AspectRatio"][];
      /** @description Values of `quality` that name a resolution tier. */
      qualities: components["schemas"]["Tier"][];
      /** @description Common values of `size`. Other values are accepted if they satisfy the rules of `size`. */
      sizes: components["schemas"]["Size"][];
      /** @description Values of `quality` that name a render quality. */
      render_qualities: components["schemas"]["RenderQuality"][];
      /** @description The maximum number of reference images per request. */
      reference_image_limit: number;
      /** @description The maximum value of `n`. */
      max_images: number;
    };
    /** @description Credits for one image, by resolution tier. */
    TierPrices: {
      "1K": number;
      "2K": number;
      "4K": number;
    };
    /** @description Values used for omitted fields. */
    ModelDefaults: {
      /** @default auto */
      aspect_ratio: components["schemas"]["AspectRatio"];
      quality: components["schemas"]["Tier"];
    };
    /**
     * @description `text2img` generates images from text, `edit` generates images from images. Values may be
     *     added.
     * @example text2img
     */
    TaskType: string;
    /**
     * @description The URLs of one image by format. A generation of this API has `png` and `webp`. A generation
     *     created through another API of the same account has only the format requested there. The
     *     URLs work without a key, and their content never changes. On servers where they expire,
     *     read the generation again to get new ones.
     */
    Output: {
      /**
       * Format: uri
       * @description The image as PNG. Absent if the image is not available in this format.
       */
      png?: string | undefined;
      /**
       * Format: uri
       * @description The image as WebP, smaller than PNG. Absent if the image is not available in this
       *     format.
       */
      webp?: string | undefined;
      /**
       * Format: uri
       * @description The image as JPEG. Absent if the image is not available in this format.
       */
      jpeg?: string | undefined;
      /** @description Width in pixels. */
      width: number;
      /** @description Height in pixels. */
      height: number;
    };
    /** @description One invalid field. */
    Issue: {
      /**
       * @description The path to the field as names and indexes; empty for the whole body.
       * @example [
       *       "inputImageKeys",
       *       0
       *     ]
       */
      path: (string | number)[];
      /**
       * @description Why the field is invalid.
       * @example must be at most 4
       */
      message: string;
    };
    /** @description The sign-in state of this server. */
    AuthState: {
      /** @description Whether sign-up is enabled. */
      sign_up_open: boolean;
      /** @description Whether the server has no admin yet. The first admin signs up with `setup_token`. */
      setup_needed: boolean;
    };
    /**
     * Format: email
     * @description An email address. Case-insensitive.
     * @example ada@example.com
     */
    Email: string;
    /** @description 8 to 256 characters. */
    Password: string;
    /** @description The account's password. */
    GivenPassword: string;
    /** @description The person's name. */
    PersonName: string;
    /**
     * @description The language of the console and of messages to this user.
     * @enum {string}
     */
    Language: "en" | "zh-CN" | "zh-TW" | "tr";
    /**
     * @description The color theme of the console; `system` follows the device.
     * @enum {string}
     */
    Theme: "light" | "dark" | "system";
    /** @description A new account. */
    SignUpRequest: {
      email: components["schemas"]["Email"];
      password: components["schemas"]["Password"];
      name?: components["schemas"]["PersonName"] | undefined;
      language?: components["schemas"]["Language"] | undefined;
      /**
       * @description The token that a server without an admin prints when it starts. It makes the account the
       *     admin.
       */
      setup_token?: string | undefined;
    };
    /** @description The credentials. */
    SignInRequest: {
      email: components["schemas"]["Email"];
      password: components["schemas"]["GivenPassword"];
    };
    /** @description An account, as its owner sees it. */
    Account: {
      /** Format: uuid */
      id: string;
      email: string;
      /** @description The person's name, if known. */
      name: string | null;
      plan: components["schemas"]["PlanName"];
      /** @description Whether the account may use `/api/admin`. */
      admin: boolean;
      /**
       * @description The role of an operator. `support` reads everything, grants other accounts credits with
       *     the source `adjust`, cancels generations and resends deliveries; `finance` also grants
       *     credits with any source, voids credits and changes prices and plans; `admin` may do
       *     everything. `null` for a customer.
       * @enum {string|null}
       */
      role: "support" | "finance" | "admin" | null;
      language: components["schemas"]["Language"];
      theme: components["schemas"]["Theme"];
      /**
       * @description The `credits.low` event is sent when an accepted request takes the spendable credits
       *     below this number, not when credits expire or are voided. `null` disables it.
       */
      credits_low_at: number | null;
      /** Format: date-time */
      created_at: string;
      suspended_at: components["schemas"]["SuspendedAt"];
      /** @description The APIs that the plan does not include. Calls to them are rejected with 403. */
      closed_dialects: components["schemas"]["Dialect"][];
      /** @description The value that a page may send as `X-CSRF-Token` with changing calls. */
      csrf_token: string;
    };
    /**
     * Format: date-time
     * @description Since when the account is suspended, because too many of its requests were refused for their
     *     content: it creates no generations until an operator enables it. `null` if it is not.
     */
    SuspendedAt: string | null;
    /** @description A plan with its ID and display name. */
    PlanName: {
      id: string;
      name: string;
    };
    /** @description The settings to change. */
    UpdateAccountRequest: {
      /** @description The person's name; `null` removes it. */
      name?: (string | null) | undefined;
      language?: components["schemas"]["Language"] | undefined;
      theme?: components["schemas"]["Theme"] | undefined;
      /** @description The threshold for `credits.low`; `null` disables the event. */
      credits_low_at?: (number | null) | undefined;
    };
    /** @description The old and the new password. */
    ChangePasswordRequest: {
      current_password: components["schemas"]["GivenPassword"];
      new_password: components["schemas"]["Password"];
    };
    /** @description The current password. */
    ConfirmPasswordRequest: {
      password: components["schemas"]["GivenPassword"];
    };
    /** @description The current password, required to confirm the deletion. */
    DeleteAccountRequest: {
      password: components["schemas"]["GivenPassword"];
    };
    /** @description The active sessions of an account. */
    SessionList: {
      data: components["schemas"]["Session"][];
    };
    /** @description One active session. */
    Session: {
      /** Format: uuid */
      id: string;
      /** @description Whether this is the session of the request. */
      current: boolean;
      /** @description The network address of the last request. */
      address: string | null;
      /** @description The browser's user agent. Do not trust it; display it as plain text. */
      user_agent: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      last_seen_at: string;
      /**
       * Format: date-time
       * @description When the session expires if it is not used.
       */
      expires_at: string;
    };
    /**
     * @description An API. Keys of `openai` are for the OpenAI-compatible API, which also accepts keys of every
     *     other API.
     * @enum {string}
     */
    Dialect: "hub" | "plus" | "art" | "openai";
    /** @description A label of your choice. */
    Label: string;
    /** @description A new key. */
    CreateKeyRequest: {
      dialect: components["schemas"]["Dialect"];
      label?: components["schemas"]["Label"] | undefined;
      /**
       * @description Days until the key expires. If absent or `null`, the key works until it is revoked. A plan can
       *     set a maximum, which applies if it is earlier; `expires_at` of the response has the result.
       */
      expires_in_days?: (number | null) | undefined;
      /** @description A limit lower than the plan's limit. */
      requests_per_hour?: (number | null) | undefined;
      /** @description The maximum number of concurrent generations, if lower than the plan's limit. */
      running_limit?: (number | null) | undefined;
      allowed_addresses?: components["schemas"]["AllowedAddresses"] | undefined;
      /**
       * @default [
       *       "read",
       *       "generate"
       *     ]
       */
      scopes: components["schemas"]["NewKeyScopes"];
      budget?: (components["schemas"]["NewKeyBudget"] | null) | undefined;
      /**
       * @description Whether a response of the OpenAI-compatible API to `POST /v1/images/generations` or
       *     `/v1/images/edits` starts before its images are ready, so that no proxy closes the connection
       *     as idle. After five seconds of waiting, status 200 is sent, then a space every ten seconds,
       *     then the JSON. A failure after the start is the usual error object with status 200: check the
       *     body for `error`. Requests that are rejected before the start, streams and tasks are not
       *     affected.
       * @default false
       */
      json_keep_alive: boolean;
    };
    /**
     * @description The most credits that the generations of the key may cost in a period. Credits count when they
     *     are held; released ones no longer count.
     */
    NewKeyBudget: {
      credits: number;
      period: components["schemas"]["BudgetPeriod"];
    };
    /**
     * @description A day or a month, in UTC, or the lifetime of the key.
     * @enum {string}
     */
    BudgetPeriod: "day" | "month" | "lifetime";
    /** @description The budget of the key. */
    KeyBudget: {
      credits: number;
      period: components["schemas"]["BudgetPeriod"];
      /** @description Credits of the current period that are held or were charged. */
      spent_credits: number;
      /**
       * Format: date-time
       * @description When the next period starts; `null` for a lifetime.
       */
      resets_at: string | null;
    };
    /**
     * @description What a key may be used for. `read`: models, credits and generations. `generate`: generate and
     *     cancel, upload files. `manage`: the Account API, in place of a session.
     * @enum {string}
     */
    KeyScope: "read" | "generate" | "manage";
    /**
     * @description The scopes of the key.
     * @default [
     *       "read",
     *       "generate"
     *     ]
     */
    NewKeyScopes: components["schemas"]["KeyScope"][];
    /** @description The scopes of the key. */
    KeyScopes: components["schemas"]["KeyScope"][];
    /** @description A leaked key. */
    ReportLeakedKeyRequest: {
      /** @description The whole key. */
      key: string;
    };
    /** @description The report was received. */
    ReceivedReport: {
      /** @constant */
      received: true;
    };
    /** @description Changes to a key. */
    UpdateKeyRequest: {
      /** @description A label of your choice; `null` removes it. */
      label?: (string | null) | undefined;
      /**
       * @description Days from now until the key expires; `null` for never. The maximum of the plan counts from the
       *     creation of the key; a change of an older key is rejected with `invalid_request`.
       */
      expires_in_days?: (number | null) | undefined;
      /** @description A limit lower than the plan's limit; `null` removes it. */
      requests_per_hour?: (number | null) | undefined;
      /** @description The maximum number of concurrent generations, if lower than the plan's limit; `null` removes it. */
      running_limit?: (number | null) | undefined;
      allowed_addresses?: components["schemas"]["AllowedAddresses"] | undefined;
      /** @description The scopes of the key. */
      scopes?: components["schemas"]["KeyScope"][] | undefined;
      budget?: (components["schemas"]["NewKeyBudget"] | null) | undefined;
      json_keep_alive?: components["schemas"]["JsonKeepAlive"] | undefined;
    };
    /**
     * @description Whether awaited responses of the OpenAI-compatible API start before their images are ready. See
     *     the field of the same name of a new key.
     */
    JsonKeepAlive: boolean;
    /**
     * @description IP addresses and networks in CIDR form from which the key can be used; empty for all. A request
     *     from another address is rejected like one with an unknown key.
     * @example [
     *       "192.0.2.7",
     *       "2001:db8::/32"
     *     ]
     */
    AllowedAddresses: string[];
    /** @description How long the old secret stays valid. */
    RotateKeyRequest: {
      /**
       * @description Hours for which the old secret stays valid.
       * @default 24
       */
      overlap_hours: number;
    };
    /** @description Keys. */
    KeyList: {
      data: components["schemas"]["Key"][];
    };
    /** @description A key, without its secret. */
    Key: {
      /** Format: uuid */
      id: string;
      dialect: components["schemas"]["Dialect"];
      label: string | null;
      /** @description The first characters of the key. */
      prefix: string;
      /** @description The last four characters of the key. */
      last_four: string;
      /**
       * @description The status of the key.
       * @enum {string}
       */
      status: "active" | "expired" | "revoked";
      /** @description The effective limit; `null` for none. */
      requests_per_hour: number | null;
      /** @description The effective limit of concurrent generations; `null` for none. */
      running_limit: number | null;
      allowed_addresses: components["schemas"]["AllowedAddresses"];
      scopes: components["schemas"]["KeyScopes"];
      budget: components["schemas"]["KeyBudget"] | null;
      json_keep_alive: components["schemas"]["JsonKeepAlive"];
      /** @description Credits charged through this key since the first day of the month, in UTC. */
      month_credits: number;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      last_used_at: string | null;
      /** Format: date-time */
      expires_at: string | null;
      /** Format: date-time */
      revoked_at: string | null;
      /**
       * Format: date-time
       * @description After a rotation: when the old secret expires. `null` otherwise, and for a revoked or
       *     expired key.
       */
      old_secret_until: string | null;
    };
    /** @description A key with its secret. The secret is not shown again. */
    CreatedKey: components["schemas"]["Key"] & {
      /** @description The key. Store it now; it is not shown again. */
      key: string;
    };
    /**
     * @description The event type. `generation.failed` is also sent for a blocked generation. `credits.low` is
     *     sent once when an accepted request takes the spendable credits below the account's
     *     `credits_low_at`, not when credits expire or are voided, and again only after added credits
     *     have raised them above it. `credits.expiring` is sent once for a grant with unspent credits,
     *     when it expires in at most 72 hours. `key.leaked` is sent when a key was reported as leaked.
     *     One `batch.*` event is sent when a batch ends.
     * @enum {string}
     */
    WebhookEventName:
      | "generation.succeeded"
      | "generation.failed"
      | "generation.canceled"
      | "credits.low"
      | "credits.expiring"
      | "key.leaked"
      | "batch.completed"
      | "batch.failed"
      | "batch.expired"
      | "batch.cancelled";
    /** @description The subscribed events. */
    WebhookEventNames: components["schemas"]["WebhookEventName"][];
    /** @description The URL that receives the events. Redirects are not followed. */
    WebhookUrl: string;
    /** @description A new webhook endpoint. */
    CreateWebhookRequest: {
      url: components["schemas"]["WebhookUrl"];
      events: components["schemas"]["WebhookEventNames"];
      label?: components["schemas"]["Label"] | undefined;
    };
    /** @description Changes to an endpoint. */
    UpdateWebhookRequest: {
      url?: components["schemas"]["WebhookUrl"] | undefined;
      events?: components["schemas"]["WebhookEventNames"] | undefined;
      /** @description A label of your choice; `null` removes it. */
      label?: (string | null) | undefined;
      /** @description Whether events are sent. */
      enabled?: boolean | undefined;
    };
    /** @description Endpoints. */
    WebhookList: {
      data: components["schemas"]["Webhook"][];
    };
    /** @description A webhook endpoint. */
    Webhook: {
      /** Format: uuid */
      id: string;
      url: string;
      label: string | null;
      events: components["schemas"]["WebhookEventName"][];
      /** @description Whether events are sent. */
      enabled: boolean;
      /**
       * @description Why the endpoint is disabled: `by_you`, `failing` after 8 consecutive failed deliveries,
       *     or `gone` after a 410 response. `null` while enabled.
       * @enum {string|null}
       */
      disabled_reason: "by_you" | "failing" | "gone" | null;
      /** Format: date-time */
      disabled_at: string | null;
      /** @description Whether the last delivery attempt failed, even if the delivery is still being retried. */
      failing: boolean;
      /** @description Consecutive failed deliveries since the last successful one. */
      failures_in_a_row: number;
      /**
       * Format: date-time
       * @description When the URL first responded with 2xx. `null` before that: the unconfirmed endpoints of
       *     an account with the same host get at most 100 attempts an hour together, and all its
       *     unconfirmed endpoints 300. Further deliveries wait.
       */
      confirmed_at: string | null;
      /** @description The last four characters of the secret. */
      secret_last_four: string;
      /**
       * Format: date-time
       * @description After a rotation: until when deliveries are also signed with the old secret. `null`
       *     otherwise.
       */
      old_secret_until: string | null;
      /** @description The newest delivery, or `null` if there is none. */
      last_delivery: components["schemas"]["Delivery"] | null;
      /** Format: date-time */
      created_at: string;
    };
    /** @description An endpoint with its secret. The secret is not shown again. */
    CreatedWebhook: components["schemas"]["Webhook"] & {
      /** @description The secret that signs the deliveries. Store it now; it is not shown again. */
      secret: string;
    };
    /** @description The test event to send. */
    TestWebhookRequest: {
      /**
       * @description The type of the test event.
       * @default generation.succeeded
       * @enum {string}
       */
      event:
        | "generation.succeeded"
        | "generation.failed"
        | "generation.canceled"
        | "credits.low"
        | "credits.expiring"
        | "key.leaked"
        | "batch.completed"
        | "batch.failed"
        | "batch.expired"
        | "batch.cancelled";
    };
    /** @description The start time. */
    ResendFailedRequest: {
      /**
       * Format: date-time
       * @description Deliveries created at or after this time.
       */
      since: string;
    };
    /** @description The result. */
    ResendFailedResult: {
      /** @description The number of deliveries that are pending again. */
      resent: number;
    };
    /**
     * @description `pending`: not delivered yet. `delivered`: the endpoint responded with 2xx. `failed`: no
     *     attempt follows, because the first one and the retries after 30 seconds, 2 minutes and 10
     *     minutes failed, the endpoint responded with 410, or it was disabled. A test event is attempted
     *     once.
     * @enum {string}
     */
    DeliveryStatus: "pending" | "delivered" | "failed";
    /** @description One page of deliveries. */
    DeliveryList: {
      data: components["schemas"]["Delivery"][];
      next_cursor: components["schemas"]["NextCursor"];
    };
    /** @description The `cursor` of the next page; `null` on the last page. */
    NextCursor: string | null;
    /** @description One event for one endpoint. */
    Delivery: {
      /**
       * Format: uuid
       * @description The ID that is sent as `X-Gptimg-Delivery` and `webhook-id`.
       */
      id: string;
      event: components["schemas"]["WebhookEventName"];
      /** @description The generation of the event; `null` for other events and for tests. */
      generation_id: string | null;
      /** @description Whether this is a test event. */
      test: boolean;
      status: components["schemas"]["DeliveryStatus"];
      attempt_count: number;
      /** @description Remaining attempts of a pending delivery; 0 for a finished one. */
      attempts_left: number;
      /** @description The status code of the last response; `null` if there was none. */
      last_status_code: number | null;
      /** @description Why there was no response, as human-readable text. */
      last_error: string | null;
      /** Format: date-time */
      next_attempt_at: string | null;
      /** Format: date-time */
      created_at: string;
      /**
       * Format: date-time
       * @description When the delivery succeeded or finally failed.
       */
      finished_at: string | null;
    };
    /** @description A delivery with its request and responses. */
    DeliveryDetail: components["schemas"]["Delivery"] & {
      /** @description The URL of the endpoint. */
      url: string;
      /**
       * @description The request body. It is identical in every attempt, except for image URLs that
       *     expire.
       */
      body: string;
      /** @description The attempts, earliest first. */
      attempts: components["schemas"]["DeliveryAttempt"][];
    };
    /** @description One request to the endpoint and its response. */
    DeliveryAttempt: {
      number: number;
      /** Format: date-time */
      started_at: string;
      duration_ms: number;
      /** @description The request headers. */
      request_headers: {
        [key: string]: string;
      };
      status_code: number | null;
      /** @description The response headers; empty if there was no response. */
      response_headers: {
        [key: string]: string;
      };
      /**
       * @description The first 4 KB of the response as text. It is untrusted: display it as plain text.
       *     `null` if there was no response.
       */
      response_body: string | null;
      /** @description Why there was no response, as human-readable text. */
      error: string | null;
    };
    /** @description A generation has finished. */
    GenerationEvent: {
      /**
       * @description The event type.
       * @enum {string}
       */
      event: "generation.succeeded" | "generation.failed" | "generation.canceled";
      /** @description The finished generation. */
      data: {
        /** @description The ID of the generation. */
        generationId: string;
        type: components["schemas"]["TaskType"];
        /**
         * @description The final status. `blocked` occurs with `generation.failed`.
         * @enum {string}
         */
        status: "succeeded" | "failed" | "blocked" | "canceled";
        /** @description The delivered images. */
        outputs: components["schemas"]["Output"][];
        /** @description A human-readable error message. Only with `generation.failed`. */
        error?: string | undefined;
        /**
         * Format: date-time
         * @description When the request was accepted.
         */
        createdAt: string;
        /**
         * Format: date-time
         * @description When the generation finished.
         */
        completedAt: string;
      };
    };
    /** @description Credits are low. */
    CreditsLowEvent: {
      /** @constant */
      event: "credits.low";
      data: {
        /** @description Spendable credits. */
        credits: number;
        /** @description The threshold that the credits fell below. */
        threshold: number;
        /** Format: date-time */
        createdAt: string;
      };
    };
    /** @description Credits expire soon. */
    CreditsExpiringEvent: {
      /** @constant */
      event: "credits.expiring";
      data: {
        /** @description The number of credits that expire. */
        credits: number;
        /** Format: date-time */
        expiresAt: string;
        /** Format: date-time */
        createdAt: string;
      };
    };
    /** @description A key was reported as leaked and has been revoked. */
    KeyLeakedEvent: {
      /** @constant */
      event: "key.leaked";
      data: {
        /** Format: uuid */
        keyId: string;
        label: string | null;
        /** @description The first and last characters of the key. */
        hint: string;
        /** Format: date-time */
        createdAt: string;
      };
    };
    /** @description A batch has ended. The body is that of OpenAI's webhooks. */
    BatchEvent: {
      /** @description The ID of the event. */
      id: string;
      /** @constant */
      object: "event";
      /** @description When the batch ended, as a Unix timestamp in seconds. */
      created_at: number;
      /**
       * @description The name of the event.
       * @enum {string}
       */
      type: "batch.completed" | "batch.failed" | "batch.expired" | "batch.cancelled";
      data: {
        /** @description The ID of the batch. */
        id: string;
      };
    };
    /** @description The credits of an account. */
    Credits: {
      credits: components["schemas"]["SpendableCredits"];
      /** @description Credits held for unfinished generations. */
      held: number;
      plan: components["schemas"]["PlanName"];
      /** @description The current calendar month, in UTC. */
      month: {
        /** @description Credits charged or held since the first day of the month. */
        spent: number;
        /** @description The plan's monthly credit cap; `null` for no limit. */
        cap: number | null;
      };
      next_expiration: components["schemas"]["NextExpiration"];
      /**
       * @description Grants with remaining credits, in the order in which they are spent; at most the first
       *     200.
       */
      batches: components["schemas"]["CreditBatch"][];
    };
    /**
     * @description The source of the credits: purchased, included in the plan, promotional, restored after an
     *     error of the service, or adjusted by an operator.
     * @enum {string}
     */
    CreditSource: "purchase" | "plan" | "promo" | "restore" | "adjust";
    /** @description A grant: credits with one source and one expiry. */
    CreditBatch: {
      /** Format: uuid */
      id: string;
      source: components["schemas"]["CreditSource"];
      /** @description The granted credits. */
      amount: number;
      /** @description The spendable credits of the grant. */
      remaining: number;
      /** @description Credits of the grant that are held for unfinished generations. */
      held: number;
      /**
       * Format: date-time
       * @description When they expire; `null` if they do not expire.
       */
      expires_at: string | null;
      note: string | null;
      /** Format: date-time */
      created_at: string;
    };
    /** @description The error envelope of this API. */
    Error: {
      /** @description The error. */
      error: {
        code: components["schemas"]["ErrorCode"];
        /** @description A human-readable error message. The wording may change. */
        message: string;
        /** @description The invalid fields, if the error concerns individual fields. */
        issues?: components["schemas"]["Issue"][] | undefined;
      };
    };
    /**
     * @description A machine-readable error code.
     * @enum {string}
     */
    ErrorCode:
      | "invalid_request"
      | "invalid_credentials"
      | "sign_in_required"
      | "insufficient_credits"
      | "monthly_cap_reached"
      | "key_budget_reached"
      | "csrf_failed"
      | "forbidden"
      | "reauthentication_required"
      | "insufficient_scope"
      | "account_suspended"
      | "plan_required"
      | "not_found"
      | "method_not_allowed"
      | "conflict"
      | "request_timeout"
      | "payload_too_large"
      | "unsupported_media_type"
      | "content_blocked"
      | "idempotency_key_reused"
      | "rate_limited"
      | "concurrency_limited"
      | "internal_error"
      | "unavailable";
    /**
     * @description `grant`: added. `hold`: reserved for a generation. `capture`: charged from a hold.
     *     `release`: returned from a hold. `expire`: expired. `restore`: granted again, because the
     *     credits expired while they were held and the service failed. `void`: voided by an operator.
     *     `adjust`: corrected by an operator.
     * @enum {string}
     */
    CreditEntryKind:
      "grant" | "hold" | "capture" | "release" | "expire" | "restore" | "void" | "adjust";
    /** @description One page of the ledger. */
    CreditEntryList: {
      data: components["schemas"]["CreditEntry"][];
      next_cursor: components["schemas"]["NextCursor"];
    };
    /** @description One change of credits. */
    CreditEntry: {
      /** @description The number of the entry in this account, without gaps. */
      sequence: number;
      kind: components["schemas"]["CreditEntryKind"];
      /** @description The change of the spendable credits. */
      credits_change: number;
      /** @description The change of the held credits. */
      held_change: number;
      credits_after: number;
      held_after: number;
      /** @description The grant; `null` if several may be affected. */
      grant_id: string | null;
      /** @description The generation, if any. */
      generation_id: string | null;
      note: string | null;
      /** Format: date-time */
      created_at: string;
    };
    /**
     * @description `queued` and `running` are not final. `succeeded`, `failed`, `blocked` (rejected by a safety
     *     system) and `canceled` are final.
     * @enum {string}
     */
    GenerationState: "queued" | "running" | "succeeded" | "failed" | "blocked" | "canceled";
    /** @description One page of generations. */
    GenerationList: {
      data: components["schemas"]["Generation"][];
      next_cursor: components["schemas"]["NextCursor"];
    };
    /** @description An image request and its result. */
    Generation: {
      /** Format: uuid */
      id: string;
      dialect: components["schemas"]["Dialect"];
      model: string;
      status: components["schemas"]["GenerationState"];
      /** @description The prompt. Display it as plain text. */
      prompt: string;
      /** @description `auto` or the size in pixels as `WIDTHxHEIGHT`. */
      size: string;
      aspect_ratio: string;
      tier: components["schemas"]["Tier"];
      /**
       * @description The render quality.
       * @enum {string}
       */
      quality: "auto" | "low" | "medium" | "high" | "xhigh" | "max";
      /** @description The number of requested images. */
      n: number;
      /** @description The caller's identifier for the end user. */
      user: string | null;
      /** @description The key that requested it; `null` for the playground. */
      key_id: string | null;
      /**
       * @description Credits charged for the delivered images; until the generation finishes, the held
       *     credits.
       */
      credits: number;
      /** @description The delivered images. */
      images: components["schemas"]["Image"][];
      error: components["schemas"]["GenerationFault"];
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      started_at: string | null;
      /** Format: date-time */
      completed_at: string | null;
    };
    /** @description Why there are no images; `null` unless the generation failed or was blocked or canceled. */
    GenerationFault: {
      /** @enum {string} */
      code: "generation_failed" | "content_blocked" | "generation_canceled" | "unavailable";
      /** @description A human-readable error message. */
      message: string;
    } | null;
    /** @description One image. */
    Image: {
      /** Format: uuid */
      id: string;
      /**
       * Format: uri
       * @description The URL of the file. It works without a key, and its content never changes. Where it
       *     expires, read the generation again to get a new URL.
       */
      url: string;
      /**
       * Format: uri
       * @description The same image as WebP, if available.
       */
      webp_url: string | null;
      content_type: string;
      width: number;
      height: number;
      size_bytes: number;
      /**
       * @description A blurred miniature as a `data:` URL, to display until the image has loaded. It is
       *     created shortly after the generation finishes, or on a busy server when the thumbnail of
       *     the image is first read; `null` until then. Of an image of at most 1 KB it is the image
       *     itself.
       */
      placeholder: string | null;
    };
    /** @description A generation with its timeline, inputs and receipt. */
    GenerationDetail: components["schemas"]["Generation"] & {
      /** @default png */
      output_format: components["schemas"]["OutputFormat"];
      /** @default auto */
      background: components["schemas"]["Background"];
      /** @description The provider that served it; `null` until that is known. */
      provider: string | null;
      /**
       * @description The number of generations that start before it, counted up to 50; `null` once it runs. Later
       *     requests can change it.
       */
      queue_position: number | null;
      /** @description The steps so far, earliest first. */
      timeline: components["schemas"]["TimelineEntry"][];
      /** @description The input images. */
      inputs: components["schemas"]["GenerationInput"][];
      receipt: components["schemas"]["Receipt"];
    };
    /** @description One step of a generation. */
    TimelineEntry: {
      /**
       * @description `accepted`: credits are held. `started`: a worker claimed it. `sent`: the request was
       *     sent to a provider. `stored`: an image was stored. `succeeded`, `failed`, `blocked` and
       *     `canceled`: the generation finished. `webhook_delivered` and `webhook_failed`: the
       *     result of a webhook delivery.
       * @enum {string}
       */
      step:
        | "accepted"
        | "started"
        | "sent"
        | "stored"
        | "succeeded"
        | "failed"
        | "blocked"
        | "canceled"
        | "webhook_delivered"
        | "webhook_failed";
      /** Format: date-time */
      at: string;
      /** @description The provider, image or URL of the step. */
      detail: string | null;
    };
    /** @description An input image. Its bytes are at `…/inputs/{position}`. */
    GenerationInput: {
      /** @description The position of the image, from 0. */
      position: number;
      /**
       * @description `image`: a reference image. `mask` and `markup`: the mask or the markup of an edit with the
       *     OpenAI-compatible API.
       * @enum {string}
       */
      role: "image" | "mask" | "markup";
      content_type: string;
      width: number;
      height: number;
      size_bytes: number;
    };
    /** @description The hold and its outcome. Once the hold is closed, captured + released = held. */
    Receipt: {
      /** @description The price of one image. */
      unit_credits: number;
      /** @description The price of all requested images. */
      held: number;
      /** @description The charged credits. */
      captured: number;
      /** @description The released credits. */
      released: number;
      /** Format: date-time */
      closed_at: string | null;
      /** @description The grants that were charged, in this order. */
      parts: components["schemas"]["ReceiptPart"][];
    };
    /** @description The share of one grant. */
    ReceiptPart: {
      /** Format: uuid */
      grant_id: string;
      source: components["schemas"]["CreditSource"];
      /** Format: date-time */
      expires_at: string | null;
      held: number;
      captured: number;
      released: number;
    };
    /** @description An image request as JSON. */
    CreateGenerationRequest: {
      model: components["schemas"]["Model"];
      prompt: components["schemas"]["Prompt"];
      /** @default auto */
      size: components["schemas"]["Size"];
      /** @default auto */
      aspect_ratio: components["schemas"]["AspectRatio"];
      /** @default auto */
      quality: components["schemas"]["Quality"];
      /** @default 1 */
      n: components["schemas"]["AnyImageCount"];
      /** @default png */
      output_format: components["schemas"]["OutputFormat"];
      /** @default auto */
      background: components["schemas"]["Background"];
      user?: components["schemas"]["EndUser"] | undefined;
    };
    /** @description An image request as a form with reference images. */
    CreateGenerationForm: {
      model: components["schemas"]["Model"];
      prompt: components["schemas"]["Prompt"];
      /** @default auto */
      size: components["schemas"]["Size"];
      /** @default auto */
      aspect_ratio: components["schemas"]["AspectRatio"];
      /** @default auto */
      quality: components["schemas"]["Quality"];
      /** @default 1 */
      n: components["schemas"]["AnyImageCount"];
      /** @default png */
      output_format: components["schemas"]["OutputFormat"];
      /** @default auto */
      background: components["schemas"]["Background"];
      user?: components["schemas"]["EndUser"] | undefined;
      /**
       * @description Reference images, one part each: PNG, JPEG or WebP, at most 50 MB per file. The model's
       *     `reference_image_limit` is the maximum number.
       */
      reference_image?: Upload[] | undefined;
    };
    /**
     * @description The number of images to generate, at most the model's `max_images`.
     * @default 1
     */
    AnyImageCount: number;
    /** @description The parameters of a generation. */
    QuoteRequest: {
      /**
       * @description The API whose prices apply.
       * @default hub
       * @enum {string}
       */
      dialect: "hub" | "plus" | "art" | "openai";
      model: components["schemas"]["Model"];
      /** @default auto */
      size: components["schemas"]["Size"];
      /** @default auto */
      aspect_ratio: components["schemas"]["AspectRatio"];
      /** @default auto */
      quality: components["schemas"]["Quality"];
      /** @default 1 */
      n: components["schemas"]["AnyImageCount"];
    };
    /** @description A price and the resolved request. */
    Quote: {
      /** @description The price of all images. */
      credits: number;
      /** @description The price of one image. */
      unit_credits: number;
      n: number;
      /** @description `auto` or the size in pixels as `WIDTHxHEIGHT`. */
      size: string;
      aspect_ratio: string;
      tier: components["schemas"]["Tier"];
      quality: components["schemas"]["RenderQuality"];
      /** @description Spendable credits. */
      available: number;
      /** @description Whether the credits suffice, also within the plan's monthly cap. */
      enough: boolean;
    };
    /** @description A summary of an account. */
    Overview: {
      credits: components["schemas"]["SpendableCredits"];
      held: number;
      /** @description Upcoming expirations, earliest first; at most 100. */
      expiring: components["schemas"]["Expiration"][];
      /** @description Unfinished generations, newest first; at most 20. */
      running: components["schemas"]["Generation"][];
      /** @description The newest succeeded generations; at most 12. */
      recent: components["schemas"]["Generation"][];
      /** @description The outcomes of generations accepted in the last 24 hours. */
      last_day: {
        accepted: number;
        succeeded: number;
        failed: number;
        blocked: number;
        canceled: number;
        credits: number;
      };
      /** @description The status of the webhook endpoints. */
      webhooks: {
        enabled: number;
        /** @description Enabled endpoints whose last attempt failed. */
        failing: number;
        disabled: number;
      };
      /** @description The completed setup steps. */
      checklist: {
        has_credits: boolean;
        has_key: boolean;
        has_generation: boolean;
        has_webhook: boolean;
      };
    };
    /** @description Usage between two days, in UTC. */
    Usage: {
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
      /** @description One entry for each day, model and key with at least one generation. */
      data: components["schemas"]["UsageEntry"][];
    };
    /** @description The usage of one model by one key on one day. */
    UsageEntry: {
      /** Format: date */
      day: string;
      model: string;
      dialect: components["schemas"]["Dialect"];
      /** @description The key; `null` for the playground. */
      key_id: string | null;
      key_label: string | null;
      generations: number;
      /** @description Generations that failed or were blocked. */
      failed: number;
      images: number;
      /** @description Credits charged. */
      credits: number;
    };
    /** @description The ID of a plan. */
    PlanId: string;
    /** @description The reason. It is recorded in the audit log. */
    Reason: string;
    /** @description One page of accounts. */
    AdminAccountList: {
      data: components["schemas"]["AdminAccount"][];
      next_cursor: components["schemas"]["NextCursor"];
    };
    /** @description An account as seen by an operator. */
    AdminAccount: {
      /** Format: uuid */
      id: string;
      email: string;
      name: string | null;
      plan: components["schemas"]["PlanName"];
      /** @description Whether the role is `admin`. */
      admin: boolean;
      /**
       * @description The role of an operator, or `null` for a customer.
       * @enum {string|null}
       */
      role: "support" | "finance" | "admin" | null;
      /** Format: date-time */
      disabled_at: string | null;
      suspended_at: components["schemas"]["SuspendedAt"];
      credits: components["schemas"]["SpendableCredits"];
      held: number;
      /** Format: date-time */
      created_at: string;
      /**
       * Format: date-time
       * @description When the account last signed in or used a key.
       */
      last_seen_at: string | null;
    };
    /** @description An account with its grants and keys. */
    AdminAccountDetail: components["schemas"]["AdminAccount"] & {
      /**
       * @description Grants with remaining credits, in the order in which they are spent; at most the
       *     first 200.
       */
      batches: components["schemas"]["CreditBatch"][];
      /** @description The active keys and the 400 newest revoked or expired ones, newest first. */
      keys: components["schemas"]["Key"][];
    };
    /** @description The changes and the reason. */
    UpdateAdminAccountRequest: {
      plan?: components["schemas"]["PlanId"] | undefined;
      /**
       * @description The role of an operator, see `GET /api/account`. `null` makes the account a customer. The
       *     last admin keeps the role.
       * @enum {string|null}
       */
      role?: ("support" | "finance" | "admin" | null) | undefined;
      /**
       * @deprecated
       * @description `true` is the same as the role `admin`, `false` the same as the role `null`. Not together
       *     with `role`.
       */
      admin?: boolean | undefined;
      /** @description Whether the account is disabled. `false` also lifts a suspension. */
      disabled?: boolean | undefined;
      reason: components["schemas"]["Reason"];
    };
    /** @description The credits to grant and the reason. */
    GrantCreditsRequest: {
      /** @description The number of credits. */
      credits: number;
      /**
       * @description The source of the credits.
       * @enum {string}
       */
      source: "purchase" | "plan" | "promo" | "adjust";
      /** @description Days until the credits expire. If absent or `null`, they do not expire. */
      expires_in_days?: (number | null) | undefined;
      /** @description A note that the account's owner sees with the grant. */
      note?: string | undefined;
      /**
       * @description Your reference for this grant, such as an invoice number. A second grant with the same
       *     reference is rejected with a conflict.
       */
      reference?: string | undefined;
      reason: components["schemas"]["Reason"];
    };
    /** @description The reason for voiding the grant. */
    VoidGrantRequest: {
      reason: components["schemas"]["Reason"];
    };
    /** @description The voided credits. */
    VoidedGrant: {
      /** @description The number of voided credits. */
      voided: number;
    };
    /** @description The prices and the reason for the change. */
    ReplacePricesRequest: {
      /** @description The price rules. */
      data: components["schemas"]["Price"][];
      reason: components["schemas"]["Reason"];
    };
    /**
     * @description The price rules. If several match a request, the most specific one applies. The API is
     *     compared first, then the model, the tier and the quality.
     */
    PriceList: {
      data: components["schemas"]["Price"][];
    };
    /** @description The price of one image. `*` matches any value. */
    Price: {
      /** @enum {string} */
      dialect: "*" | "hub" | "plus" | "art" | "openai";
      model: string;
      /** @enum {string} */
      tier: "*" | "1K" | "2K" | "4K";
      /** @enum {string} */
      quality: "*" | "auto" | "low" | "medium" | "high" | "xhigh" | "max";
      credits: number;
    };
    /** @description The legacy sizes, by width and height. */
    LegacySizeList: {
      data: components["schemas"]["LegacySize"][];
    };
    /** @description A size that no model generates. */
    LegacySize: {
      /** @description The size that clients ask for, and that images are resized to. */
      size: string;
      /** @description The size that is generated, and that determines the price. */
      generated_size: string;
    };
    /** @description All legacy sizes. */
    ReplaceLegacySizesRequest: {
      data: components["schemas"]["LegacySize"][];
      reason?: components["schemas"]["Reason"] | undefined;
    };
    /** @description Models with their providers, in the order of `position`. */
    AdminModelList: {
      data: components["schemas"]["AdminModel"][];
    };
    /** @description A model and its providers. */
    AdminModel: {
      /** @description The value that callers send as `model`. */
      id: string;
      /** @description The display name. */
      name: string;
      /**
       * @description The providers of the model, in order of preference. The next provider is used only if no
       *     paid call can have been made. Empty: the provider of the `PROVIDER` setting.
       */
      providers: components["schemas"]["ModelProvider"][];
      /** @description The maximum value of `n`. */
      max_images: number;
      /** @description The maximum number of reference images per request. */
      reference_image_limit: number;
      /** @description The position in lists. */
      position: number;
      /** @description Whether callers can use the model. */
      enabled: boolean;
      /**
       * @description The APIs that use this model for requests without a model. For `hub` it is also the
       *     playground's initial model.
       */
      default_for: components["schemas"]["DefaultDialect"][];
      /**
       * @description Other names that the OpenAI-compatible API accepts for this model. A model takes precedence
       *     over an alias of its name.
       */
      aliases: string[];
      /**
       * @description Optional fields of the OpenAI-compatible API that the model honors. Requests with others are
       *     rejected.
       */
      capabilities: components["schemas"]["Capability"][];
      /**
       * @description The entries of `providers` that cannot be used: providers without a key, and `demo`
       *     together with other providers. If all are listed here, requests for the model return
       *     503.
       */
      unusable_providers: string[];
    };
    /** @description A model to add or change. */
    AdminModelInput: {
      /** @description The value that callers send as `model`. */
      id: string;
      /** @description The display name. */
      name: string;
      /**
       * @description The providers of the model, in order of preference. The next provider is used only if no
       *     paid call can have been made. Empty: the provider of the `PROVIDER` setting.
       */
      providers: components["schemas"]["ModelProvider"][];
      /** @description The maximum value of `n`. */
      max_images: number;
      /** @description The maximum number of reference images per request. */
      reference_image_limit: number;
      /**
       * @description The position in lists. If omitted, a new model comes last and an existing one keeps its
       *     position.
       */
      position?: number | undefined;
      /** @description Whether callers can use the model. */
      enabled: boolean;
      /**
       * @description The APIs that use this model for requests without a model, replacing their previous
       *     default. If omitted, no default changes.
       */
      default_for?: components["schemas"]["DefaultDialect"][] | undefined;
      /**
       * @description Other names that the OpenAI-compatible API accepts for this model, replacing its previous
       *     aliases. An alias of another model becomes one of this model. If omitted, no alias
       *     changes.
       */
      aliases?: string[] | undefined;
      /**
       * @description Optional fields of the OpenAI-compatible API that the model honors. Requests with others are
       *     rejected. If omitted, they do not change.
       */
      capabilities?: components["schemas"]["Capability"][] | undefined;
      reason?: components["schemas"]["Reason"] | undefined;
      /** @description Ignored. Accepted so that a model from the list can be sent back as it is. */
      unusable_providers?: string[] | undefined;
    };
    /**
     * @description An optional field, or value of one: `quality_xhigh` and `quality_max` are values of `quality`,
     *     `input_fidelity` is its value `low`, and `style` is its value `natural`.
     * @enum {string}
     */
    Capability:
      | "quality_xhigh"
      | "quality_max"
      | "complexity"
      | "markup"
      | "seed"
      | "input_fidelity"
      | "style";
    /**
     * @description An API whose default model can be set.
     * @enum {string}
     */
    DefaultDialect: "hub" | "plus";
    /** @description A provider and its name for the model. */
    ModelProvider: {
      provider: string;
      provider_model: string;
    };
    /** @description Plans. */
    PlanList: {
      data: components["schemas"]["Plan"][];
    };
    /** @description The limits and settings of a plan. */
    Plan: {
      id: components["schemas"]["PlanId"];
      /** @description The display name. */
      name: string;
      /** @description The credit cap per calendar month; `null` for no limit. */
      monthly_credit_cap: number | null;
      /** @description Credits granted to every account each month, valid for that month; 0 for none. */
      monthly_grant_credits: number;
      /**
       * @description Days after which generations are deleted with their images; 0 to keep them, `null` for
       *     the setting `RETENTION_DAYS` of the server.
       */
      retention_days: number | null;
      /** @description Days after which new keys expire at the latest; `null` for no limit. */
      max_key_days: number | null;
      /**
       * @description Generations of a plan with a higher priority start first among accounts with equally
       *     many running generations.
       */
      priority: number;
      /**
       * @description The number of requests refused for their content in one UTC day that suspends an account. A
       *     suspended account creates no generations until an operator enables it. `null` for no limit.
       */
      blocked_per_day: number | null;
      /**
       * @description The least moderation by the provider. With `auto`, requests for less (`low`) get the
       *     default of the provider.
       * @enum {string}
       */
      min_moderation: "low" | "auto";
      /**
       * @description Whether metadata of generated images (texts, EXIF, Content Credentials) is kept or
       *     removed before they are stored.
       * @enum {string}
       */
      image_metadata: "keep" | "remove";
      /** @description Limits by API. An API that is not listed is included without limits. */
      access: components["schemas"]["PlanAccess"][];
    };
    /** @description A plan, and the reason for the change. */
    PutPlanRequest: {
      id: components["schemas"]["PlanId"];
      /** @description The display name. */
      name: string;
      /** @description The credit cap per calendar month; `null` for no limit. */
      monthly_credit_cap: number | null;
      /** @description Credits granted to every account each month, valid for that month; 0 for none. */
      monthly_grant_credits: number;
      /**
       * @description Days after which generations are deleted with their images; 0 to keep them, `null` for
       *     the setting `RETENTION_DAYS` of the server.
       */
      retention_days?: (number | null) | undefined;
      /** @description Days after which new keys expire at the latest; `null` for no limit. */
      max_key_days?: (number | null) | undefined;
      /**
       * @description Generations of a plan with a higher priority start first among accounts with equally
       *     many running generations.
       */
      priority?: number | undefined;
      /**
       * @description The number of requests refused for their content in one UTC day that suspends an account. A
       *     suspended account creates no generations until an operator enables it. `null` for no limit.
       */
      blocked_per_day?: (number | null) | undefined;
      /**
       * @description The least moderation by the provider. With `auto`, requests for less (`low`) get the
       *     default of the provider.
       * @enum {string}
       */
      min_moderation?: ("low" | "auto") | undefined;
      /**
       * @description Whether metadata of generated images (texts, EXIF, Content Credentials) is kept or
       *     removed before they are stored.
       * @enum {string}
       */
      image_metadata?: ("keep" | "remove") | undefined;
      /** @description Limits by API. An API that is not listed is included without limits. */
      access: components["schemas"]["PlanAccess"][];
      reason?: components["schemas"]["Reason"] | undefined;
    };
    /** @description The limits of a plan for one API. */
    PlanAccess: {
      dialect: components["schemas"]["Dialect"];
      /** @description Whether the plan includes this API. */
      allowed: boolean;
      /** @description Requests per hour and key; `null` for no limit. */
      requests_per_hour: number | null;
      /** @description Concurrent generations per key; `null` for no limit. */
      running_limit: number | null;
      /** @description Requests per hour and account, with all its keys of this API; `null` for no limit. */
      account_requests_per_hour?: (number | null) | undefined;
      /** @description Concurrent generations per account, with all its keys of this API; `null` for no limit. */
      account_running_limit?: (number | null) | undefined;
    };
    /** @description Providers. */
    ProviderList: {
      data: components["schemas"]["ProviderHealth"][];
    };
    /** @description The health of a provider. */
    ProviderHealth: {
      provider: string;
      /**
       * @description `up`: in use. `down`: skipped after failures. `probing`: a single call is being tried
       *     after a pause.
       * @enum {string}
       */
      state: "up" | "down" | "probing";
      /**
       * Format: date-time
       * @description Since when it has this state; `null` if the state never changed.
       */
      since: string | null;
      /** Format: date-time */
      next_probe_at: string | null;
      /** @description The provider's error message. Display it as plain text. */
      last_error: string | null;
      /** Format: date-time */
      last_success_at: string | null;
      calls_last_hour: number;
      failures_last_hour: number;
      /** @description Calls of the last 30 days that may have been billed without delivering an image. */
      spend_unknown: number;
    };
    /** @description Queued and running work. */
    Queue: {
      queued: number;
      running: number;
      /** Format: date-time */
      oldest_queued_at: string | null;
      deliveries_pending: number;
      /**
       * Format: date-time
       * @description When the oldest pending delivery became due.
       */
      oldest_delivery_at: string | null;
      /** @description Active worker processes. */
      workers: components["schemas"]["Worker"][];
      /** @description Generations past half of their time limit, oldest first; at most 50. */
      stuck: components["schemas"]["StuckGeneration"][];
    };
    /** @description A worker process. */
    Worker: {
      /** Format: uuid */
      id: string;
      /** Format: date-time */
      started_at: string;
      /** Format: date-time */
      seen_at: string;
      /** @description The number of generations it is running. */
      running: number;
    };
    /** @description A generation that takes longer than expected. */
    StuckGeneration: {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      account_id: string;
      account_email: string;
      status: components["schemas"]["GenerationState"];
      model: string;
      provider: string | null;
      /** Format: date-time */
      created_at: string;
      /**
       * Format: date-time
       * @description The deadline. An unfinished generation then fails and its credits are released.
       */
      deadline_at: string;
      /**
       * Format: date-time
       * @description When cancellation was requested from its worker.
       */
      cancel_requested_at: string | null;
    };
    /** @description The reason for canceling a generation. */
    CancelStuckRequest: {
      reason: components["schemas"]["Reason"];
    };
    /** @description The result of the cancellation. */
    CanceledStuck: {
      /**
       * @description `canceled`: the generation is canceled and its credits are released. `requested`: its
       *     worker is asked to abort the call; images already received are delivered and charged.
       * @enum {string}
       */
      outcome: "canceled" | "requested";
    };
    /** @description The reason for a change by an operator. */
    OperatorReason: {
      reason: components["schemas"]["Reason"];
    };
    /** @description One page of generations of all accounts. */
    OperatorGenerationList: {
      data: components["schemas"]["OperatorGeneration"][];
      next_cursor: components["schemas"]["NextCursor"];
    };
    /** @description A generation of any account, without its prompt and images. */
    OperatorGeneration: {
      /** Format: uuid */
      id: string;
      /** Format: uuid */
      account_id: string;
      account_email: string;
      status: components["schemas"]["GenerationState"];
      /** @description The API that accepted it. */
      dialect: string;
      model: string;
      provider: string | null;
      requested_images: number;
      delivered_images: number;
      credits: components["schemas"]["OperatorCredits"];
      error: components["schemas"]["OperatorError"] | null;
      /** @description Whether it is unfinished and has used more than half of the time until its deadline. */
      stuck: boolean;
      /** @description Whether one of its calls may have been billed without a result. */
      spend_unknown: boolean;
      /** @description The worker that runs it. */
      worker_id: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      started_at: string | null;
      /** Format: date-time */
      finished_at: string | null;
      /**
       * Format: date-time
       * @description The deadline. An unfinished generation then fails and its credits are released.
       */
      deadline_at: string;
      /**
       * Format: date-time
       * @description When cancellation was requested from its worker.
       */
      cancel_requested_at: string | null;
      /**
       * Format: date-time
       * @description When its owner deleted it.
       */
      deleted_at: string | null;
    };
    /** @description What a generation holds and what became of it. */
    OperatorCredits: {
      held: number;
      captured: number;
      released: number;
    };
    /** @description Why a generation delivered nothing. */
    OperatorError: {
      code: string;
      message: string;
    };
    /** @description A generation of any account with its calls to providers and its jobs. */
    OperatorGenerationDetail: components["schemas"]["OperatorGeneration"] & {
      /** @description Its attempts at providers, oldest first. */
      attempts: components["schemas"]["ProviderAttempt"][];
      /** @description Its jobs. A finished generation has none. */
      jobs: components["schemas"]["GenerationJob"][];
    };
    /** @description One or more calls to a provider. */
    ProviderAttempt: {
      id: string;
      provider: string;
      /**
       * @description `intent`: no call has been made. `sent`: a call may have reached the provider. `ended`: it has an
       *     outcome.
       * @enum {string}
       */
      state: "intent" | "sent" | "ended";
      /** @description The outcome of an ended attempt. */
      outcome: string | null;
      /** @description The message of the provider. Display it as plain text. */
      message: string | null;
      /** @description How many calls may have been accepted. */
      calls: number;
      /** @description The IDs of the provider's tasks. */
      task_ids: string[];
      provider_request_id: string | null;
      spend_unknown: boolean;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      sent_at: string | null;
      /** Format: date-time */
      ended_at: string | null;
    };
    /** @description A job that runs a generation. */
    GenerationJob: {
      id: string;
      attempts: number;
      /** @description After this many attempts the job is dead. */
      max_attempts: number;
      last_error: string | null;
      /** @description Whether a worker has taken it. */
      running: boolean;
      /** Format: date-time */
      run_at: string;
    };
    /** @description One page of dead jobs. */
    DeadJobList: {
      data: components["schemas"]["DeadJob"][];
      next_cursor: components["schemas"]["NextCursor"];
    };
    /** @description A job that has used up its attempts. */
    DeadJob: {
      id: string;
      /** @description The kind of work, such as `deliver-webhook`. */
      task: string;
      /** @description What the work is about, such as the ID of a delivery. */
      payload: {
        [key: string]: unknown;
      };
      attempts: number;
      last_error: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      failed_at: string;
    };
    /** @description The job that was retried or removed. */
    ChangedJob: {
      id: string;
    };
    /** @description One page of webhook deliveries of all accounts. */
    OperatorDeliveryList: {
      data: components["schemas"]["OperatorDelivery"][];
      next_cursor: components["schemas"]["NextCursor"];
    };
    /** @description A webhook delivery with its owner and its endpoint. */
    OperatorDelivery: components["schemas"]["Delivery"] & {
      /** Format: uuid */
      account_id: string;
      account_email: string;
      /**
       * Format: uuid
       * @description The ID of the endpoint.
       */
      webhook_id: string;
      /** @description The URL of the endpoint. */
      url: string;
    };
    /** @description The delivery that is sent again. */
    ResentDelivery: {
      /** Format: uuid */
      id: string;
    };
    /** @description Whether sign-up is enabled, and the reason for the change. */
    SetSignUpRequest: {
      /** @description Whether sign-up is enabled. */
      open: boolean;
      reason: components["schemas"]["Reason"];
    };
    /** @description One page of the audit log. */
    AuditEntryList: {
      data: components["schemas"]["AuditEntry"][];
      next_cursor: components["schemas"]["NextCursor"];
    };
    /**
     * @description The kind of change. `session.fail` is a wrong password: the 1st, 10th, 100th and 1000th of a
     *     client in an hour have an entry with the number of attempts. `session.lock` means that further
     *     attempts of a client are rejected for some time; it has one entry per client and hour.
     * @enum {string}
     */
    AuditAction:
      | "account.create"
      | "account.plan"
      | "account.admin"
      | "account.role"
      | "account.disable"
      | "account.enable"
      | "account.suspend"
      | "account.password"
      | "account.settings"
      | "account.close"
      | "account.erase"
      | "account.export"
      | "session.start"
      | "session.end"
      | "session.fail"
      | "session.lock"
      | "webhook.create"
      | "webhook.update"
      | "webhook.rotate"
      | "webhook.delete"
      | "grant"
      | "void"
      | "prices"
      | "plan"
      | "model"
      | "sizes"
      | "generation.cancel"
      | "generation.requeue"
      | "job.retry"
      | "job.remove"
      | "delivery.resend"
      | "key.create"
      | "key.update"
      | "key.rotate"
      | "key.revoke"
      | "signup"
      | "moderation.add"
      | "moderation.remove"
      | "audit.export";
    /** @description One change, with its actor. */
    AuditEntry: {
      id: string;
      /**
       * @description The email address of who made the change, `cli` for a command on the server, `anonymous`
       *     without a session, `system` for an automatic change, or `erased` after the account was
       *     closed. In an account's own log, `operator` is every other actor.
       */
      actor: string;
      /** @description The client address of the actor, if it is known. */
      address: string | null;
      action: components["schemas"]["AuditAction"];
      /** @description The affected account. */
      account_id: string | null;
      /** @description The current email address of this account. */
      account_email: string | null;
      /** @description The changed object, such as the ID of a grant or a model. */
      subject: string | null;
      /** @description Why the change was made, if the actor gave a reason. */
      reason: string | null;
      /** @description The values before and after the change. */
      details: {
        [key: string]: unknown;
      };
      /** Format: date-time */
      created_at: string;
    };
  };
  responses: {
    /** @description The request body or parameters are invalid. */
    InvalidRequest: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description Email address or password is wrong. */
    InvalidCredentials: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request has neither a valid session nor a valid API key. */
    SignInRequired: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request does not come from this site. */
    CsrfFailed: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The password must be confirmed, or the request does not come from this site. */
    Reauthentication: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The API key may not be used for this operation. */
    ScopeRequired: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request does not come from this site, or the API key may not be used for this operation. */
    WriteForbidden: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /**
     * @description The password must be confirmed, the request does not come from this site, or the API key may not be used
     *     for this operation.
     */
    SecretForbidden: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The generation is not allowed. */
    PlanClosed: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description Sign-in is not allowed. */
    SignInRefused: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description Sign-up is not allowed. */
    SignUpClosed: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The requested resource was not found. */
    NotFound: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The path does not support this method. */
    MethodNotAllowed: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        Allow: components["headers"]["Allow"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request conflicts with the current state. */
    Conflict: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request body did not arrive in time. */
    RequestTimeout: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request body is too large. */
    PayloadTooLarge: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The media type of the body is not supported. */
    UnsupportedMediaType: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description Too many requests or attempts. */
    RateLimited: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description An internal error of the server. */
    InternalError: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The server is temporarily unavailable. */
    Unavailable: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The server is temporarily unavailable. */
    CreateUnavailable: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The account has insufficient credits. */
    PaymentRequired: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The role of the account does not allow this. */
    RoleRequired: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The role of the account does not allow this, or the request does not come from this site. */
    AdminOnly: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /**
     * @description The role of the account does not allow this, the password must be confirmed, or the request
     *     does not come from this site.
     */
    AdminReauthentication: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request is well-formed but cannot be processed. */
    Unprocessable: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description Too many concurrent generations or open event streams. */
    TooManyGenerations: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
        "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
        "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
  };
  parameters: {
    /** @description Only entries about this account. */
    AuditAccount: string;
    /** @description Only entries of actors whose email address contains this text. */
    AuditActor: string;
    /** @description Only entries of this kind. */
    AuditActionFilter: components["schemas"]["AuditAction"];
    /**
     * @description A unique key of your choice, such as a UUID, that makes this request safe to retry: the same
     *     key with the same request returns the same generation, and nothing is charged again. The
     *     same key with a different request is rejected with 422. Keys are stored per account, API and
     *     path for at least 24 hours. Only accepted requests are stored: after a rejection, the key can
     *     be used again.
     */
    IdempotencyKey: string;
    /** @description The `next_cursor` of the previous page. */
    Cursor: string;
    /**
     * @description The maximum number of entries per page.
     * @example 20
     */
    Limit: number;
    /** @description The name of the event. */
    WebhookEvent: components["schemas"]["WebhookEventName"];
    /**
     * @description HMAC-SHA256 of the raw body in lowercase hex, keyed with the whole secret including
     *     `whsec_`.
     */
    WebhookSignature: string;
    /** @description The delivery ID, the same in every attempt. Use it to detect duplicates. */
    WebhookDelivery: string;
    /** @description The delivery ID, for Standard Webhooks verifiers. */
    StandardWebhookId: string;
    /** @description When this attempt was made, as a Unix timestamp in seconds. */
    StandardWebhookTimestamp: number;
    /**
     * @description Signatures of `id.timestamp.body` in the Standard Webhooks format (`v1,` and base64). For 24
     *     hours after a rotation of the secret there are two, separated by a space.
     */
    StandardWebhookSignature: string;
    /**
     * @description Only entries at or after this time.
     * @example 2026-04-01T00:00:00Z
     */
    From: string;
    /**
     * @description Only entries before this time.
     * @example 2026-05-01T00:00:00Z
     */
    To: string;
    /**
     * @description The first day, in UTC. Defaults to 29 days before `to`.
     * @example 2026-04-01
     */
    FirstDay: string;
    /**
     * @description The last day, in UTC. Defaults to today.
     * @example 2026-04-30
     */
    LastDay: string;
    /**
     * @description Only usage of this model.
     * @example gpt-image-2
     */
    UsageModel: string;
    /**
     * @description Only usage of this key; `none` for the playground.
     * @example none
     */
    UsageKey: string;
    /**
     * @description Only entries of one of these kinds.
     * @example [
     *       "hold",
     *       "capture"
     *     ]
     */
    EntryKind: components["schemas"]["CreditEntryKind"][];
    /** @description Only entries of this generation. */
    EntryGeneration: string;
  };
  requestBodies: never;
  headers: {
    /**
     * @description The ID of this request. Include it when you report a problem.
     * @example 019a9f4e-6a52-7c3e-8a51-2f3f1f0f7a10
     */
    RequestId: string;
    /**
     * @description `true` if the response describes what an earlier request has created: one with the same
     *     `Idempotency-Key`, or an equal one that this request retries. Absent otherwise.
     * @example true
     */
    IdempotentReplayed: "true";
    /**
     * @description Requests allowed per window. Absent if the key has no limit.
     * @example 600
     */
    RateLimitLimit: number;
    /**
     * @description Requests left in the current window. Absent if the key has no limit.
     * @example 599
     */
    RateLimitRemaining: number;
    /**
     * @description When the window resets, as a Unix timestamp in seconds. Absent if the key has no limit.
     * @example 1777536000
     */
    RateLimitReset: number;
    /**
     * @description The methods that the path supports.
     * @example GET, HEAD
     */
    Allow: string;
    /**
     * @description Seconds to wait before the next attempt.
     * @example 12
     */
    RetryAfter: number;
    /** @description Makes the browser delete its cached responses of this site. */
    ClearSiteData: '"cache"';
    /**
     * @description The session cookie: `HttpOnly`, `SameSite=Lax`, and over https `Secure` with the name
     *     `__Host-session`.
     * @example session=3q2-7w; Path=/; HttpOnly; SameSite=Lax
     */
    SetCookie: string;
    /**
     * @description The suggested file name.
     * @example attachment; filename="ledger.csv"
     */
    ContentDisposition: string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getAuthState: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The state of this server. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AuthState"];
        };
      };
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  signUp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SignUpRequest"];
      };
    };
    responses: {
      /** @description The new account, signed in. */
      201: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Set-Cookie": components["headers"]["SetCookie"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Account"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      403: components["responses"]["SignUpClosed"];
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  signOut: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The session has ended. */
      204: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Set-Cookie": components["headers"]["SetCookie"];
          "Clear-Site-Data": components["headers"]["ClearSiteData"];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  signIn: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SignInRequest"];
      };
    };
    responses: {
      /** @description The account, signed in. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Set-Cookie": components["headers"]["SetCookie"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Account"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["InvalidCredentials"];
      403: components["responses"]["SignInRefused"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAccount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The account. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Account"];
        };
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  updateAccount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateAccountRequest"];
      };
    };
    responses: {
      /** @description The updated account. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Account"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["WriteForbidden"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listSessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The active sessions. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SessionList"];
        };
      };
      401: components["responses"]["SignInRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  revokeOtherSessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The other sessions have ended. */
      204: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["Reauthentication"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  revokeSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the session. */
        sessionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The session has ended. */
      204: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["Reauthentication"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  confirmPassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ConfirmPasswordRequest"];
      };
    };
    responses: {
      /** @description The password is confirmed. */
      204: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  changePassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangePasswordRequest"];
      };
    };
    responses: {
      /** @description The password has changed. */
      204: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Set-Cookie": components["headers"]["SetCookie"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  exportAccount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The archive. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "Content-Disposition": components["headers"]["ContentDisposition"];
          [name: string]: unknown;
        };
        content: {
          "application/zip": unknown;
        };
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listOwnAuditEntries: {
    parameters: {
      query?: {
        /** @description Only entries of this kind. */
        action?: components["parameters"]["AuditActionFilter"];
        /**
         * @description Only entries at or after this time.
         * @example 2026-04-01T00:00:00Z
         */
        from?: components["parameters"]["From"];
        /**
         * @description Only entries before this time.
         * @example 2026-05-01T00:00:00Z
         */
        to?: components["parameters"]["To"];
        /** @description The `next_cursor` of the previous page. */
        cursor?: components["parameters"]["Cursor"];
        /**
         * @description The maximum number of entries per page.
         * @example 20
         */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of the log. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AuditEntryList"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  exportOwnAuditEntriesCsv: {
    parameters: {
      query?: {
        /** @description Only entries of this kind. */
        action?: components["parameters"]["AuditActionFilter"];
        /**
         * @description Only entries at or after this time.
         * @example 2026-04-01T00:00:00Z
         */
        from?: components["parameters"]["From"];
        /**
         * @description Only entries before this time.
         * @example 2026-05-01T00:00:00Z
         */
        to?: components["parameters"]["To"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description CSV: a header row, then one row per entry. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "Content-Disposition": components["headers"]["ContentDisposition"];
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  exportOwnAuditEntriesJson: {
    parameters: {
      query?: {
        /** @description Only entries of this kind. */
        action?: components["parameters"]["AuditActionFilter"];
        /**
         * @description Only entries at or after this time.
         * @example 2026-04-01T00:00:00Z
         */
        from?: components["parameters"]["From"];
        /**
         * @description Only entries before this time.
         * @example 2026-05-01T00:00:00Z
         */
        to?: components["parameters"]["To"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One entry per line, newest first. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "Content-Disposition": components["headers"]["ContentDisposition"];
          [name: string]: unknown;
        };
        content: {
          "application/jsonl": string;
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteAccount: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DeleteAccountRequest"];
      };
    };
    responses: {
      /** @description The account is deleted. */
      204: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Set-Cookie": components["headers"]["SetCookie"];
          "Clear-Site-Data": components["headers"]["ClearSiteData"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listKeys: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The keys, without their secrets. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["KeyList"];
        };
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  createKey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateKeyRequest"];
      };
    };
    responses: {
      /** @description The key with its secret. The secret is not shown again. */
      201: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedKey"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["SecretForbidden"];
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  reportLeakedKey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ReportLeakedKeyRequest"];
      };
    };
    responses: {
      /** @description The report was received. A valid key has been revoked. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReceivedReport"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      403: components["responses"]["CsrfFailed"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  revokeKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the key. */
        keyId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The revoked key. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Key"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["WriteForbidden"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  updateKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the key. */
        keyId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateKeyRequest"];
      };
    };
    responses: {
      /** @description The changed key. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Key"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["SecretForbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  rotateKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the key. */
        keyId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RotateKeyRequest"];
      };
    };
    responses: {
      /** @description The key with its new secret. The secret is not shown again. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedKey"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["SecretForbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listWebhooks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The endpoints, without their secrets. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookList"];
        };
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  createWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateWebhookRequest"];
      };
    };
    responses: {
      /** @description The endpoint with its secret. The secret is not shown again. */
      201: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedWebhook"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["SecretForbidden"];
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the endpoint. */
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The endpoint. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the endpoint. */
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The endpoint is deleted. */
      204: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["WriteForbidden"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  updateWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the endpoint. */
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateWebhookRequest"];
      };
    };
    responses: {
      /** @description The updated endpoint. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["WriteForbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  rotateWebhookSecret: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the endpoint. */
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The endpoint with its new secret. The secret is not shown again. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedWebhook"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["SecretForbidden"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  testWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the endpoint. */
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TestWebhookRequest"];
      };
    };
    responses: {
      /** @description The test delivery. Fetch it to see the endpoint's response. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Delivery"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["WriteForbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listDeliveries: {
    parameters: {
      query?: {
        /**
         * @description Only deliveries with this status.
         * @example failed
         */
        status?: components["schemas"]["DeliveryStatus"];
        /**
         * @description Only deliveries of this event.
         * @example generation.succeeded
         */
        event?: components["schemas"]["WebhookEventName"];
        /** @description The `next_cursor` of the previous page. */
        cursor?: components["parameters"]["Cursor"];
        /**
         * @description The maximum number of entries per page.
         * @example 20
         */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path: {
        /** @description The ID of the endpoint. */
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of deliveries. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryList"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the endpoint. */
        webhookId: string;
        /** @description The ID of the delivery. */
        deliveryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The delivery with its attempts. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryDetail"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  resendDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the endpoint. */
        webhookId: string;
        /** @description The ID of the delivery. */
        deliveryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The delivery, which is pending again. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Delivery"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["WriteForbidden"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  resendFailedDeliveries: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the endpoint. */
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ResendFailedRequest"];
      };
    };
    responses: {
      /** @description The number of deliveries that are pending again. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResendFailedResult"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["WriteForbidden"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getCredits: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The current credits. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Credits"];
        };
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listCreditEntries: {
    parameters: {
      query?: {
        /**
         * @description Only entries of one of these kinds.
         * @example [
         *       "hold",
         *       "capture"
         *     ]
         */
        kind?: components["parameters"]["EntryKind"];
        /** @description Only entries of this generation. */
        generation_id?: components["parameters"]["EntryGeneration"];
        /**
         * @description Only entries at or after this time.
         * @example 2026-04-01T00:00:00Z
         */
        from?: components["parameters"]["From"];
        /**
         * @description Only entries before this time.
         * @example 2026-05-01T00:00:00Z
         */
        to?: components["parameters"]["To"];
        /** @description The `next_cursor` of the previous page. */
        cursor?: components["parameters"]["Cursor"];
        /**
         * @description The maximum number of entries per page.
         * @example 20
         */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of the ledger. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreditEntryList"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  exportCreditEntries: {
    parameters: {
      query?: {
        /**
         * @description Only entries of one of these kinds.
         * @example [
         *       "hold",
         *       "capture"
         *     ]
         */
        kind?: components["parameters"]["EntryKind"];
        /** @description Only entries of this generation. */
        generation_id?: components["parameters"]["EntryGeneration"];
        /**
         * @description Only entries at or after this time.
         * @example 2026-04-01T00:00:00Z
         */
        from?: components["parameters"]["From"];
        /**
         * @description Only entries before this time.
         * @example 2026-05-01T00:00:00Z
         */
        to?: components["parameters"]["To"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description CSV: a header row, then one row per entry. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "Content-Disposition": components["headers"]["ContentDisposition"];
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getOverview: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The current overview. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Overview"];
        };
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getUsage: {
    parameters: {
      query?: {
        /**
         * @description The first day, in UTC. Defaults to 29 days before `to`.
         * @example 2026-04-01
         */
        from?: components["parameters"]["FirstDay"];
        /**
         * @description The last day, in UTC. Defaults to today.
         * @example 2026-04-30
         */
        to?: components["parameters"]["LastDay"];
        /**
         * @description Only usage of this model.
         * @example gpt-image-2
         */
        model?: components["parameters"]["UsageModel"];
        /**
         * @description Only usage of this key; `none` for the playground.
         * @example none
         */
        key_id?: components["parameters"]["UsageKey"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The usage. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Usage"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  exportUsage: {
    parameters: {
      query?: {
        /**
         * @description The first day, in UTC. Defaults to 29 days before `to`.
         * @example 2026-04-01
         */
        from?: components["parameters"]["FirstDay"];
        /**
         * @description The last day, in UTC. Defaults to today.
         * @example 2026-04-30
         */
        to?: components["parameters"]["LastDay"];
        /**
         * @description Only usage of this model.
         * @example gpt-image-2
         */
        model?: components["parameters"]["UsageModel"];
        /**
         * @description Only usage of this key; `none` for the playground.
         * @example none
         */
        key_id?: components["parameters"]["UsageKey"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description CSV: a header row, then one row per day, model and key. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "Content-Disposition": components["headers"]["ContentDisposition"];
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listModels: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The models of this server. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ModelList"];
        };
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  quote: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["QuoteRequest"];
      };
    };
    responses: {
      /** @description The current price. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Quote"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["WriteForbidden"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listGenerations: {
    parameters: {
      query?: {
        /**
         * @description Only generations with one of these statuses.
         * @example [
         *       "failed",
         *       "blocked"
         *     ]
         */
        status?: components["schemas"]["GenerationState"][];
        /**
         * @description Only generations of this API.
         * @example hub
         */
        dialect?: components["schemas"]["Dialect"];
        /**
         * @description Only generations of this model.
         * @example gpt-image-2
         */
        model?: string;
        /** @description Only generations of this key. */
        key_id?: string;
        /**
         * @description Only entries at or after this time.
         * @example 2026-04-01T00:00:00Z
         */
        from?: components["parameters"]["From"];
        /**
         * @description Only entries before this time.
         * @example 2026-05-01T00:00:00Z
         */
        to?: components["parameters"]["To"];
        /** @description Only generations whose prompt contains this text. Case-insensitive. */
        text?: string;
        /** @description Only generations with this exact `user`. */
        user?: string;
        /** @description The `next_cursor` of the previous page. */
        cursor?: components["parameters"]["Cursor"];
        /**
         * @description The maximum number of entries per page.
         * @example 20
         */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of generations. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GenerationList"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  createGeneration: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A unique key of your choice, such as a UUID, that makes this request safe to retry: the same
         *     key with the same request returns the same generation, and nothing is charged again. The
         *     same key with a different request is rejected with 422. Keys are stored per account, API and
         *     path for at least 24 hours. Only accepted requests are stored: after a rejection, the key can
         *     be used again.
         */
        "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateGenerationRequest"];
        "multipart/form-data": components["schemas"]["CreateGenerationForm"];
      };
    };
    responses: {
      /** @description The generation was accepted and its credits are held. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "Idempotent-Replayed": components["headers"]["IdempotentReplayed"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GenerationDetail"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      402: components["responses"]["PaymentRequired"];
      403: components["responses"]["PlanClosed"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      422: components["responses"]["Unprocessable"];
      429: components["responses"]["TooManyGenerations"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["CreateUnavailable"];
    };
  };
  getGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the generation. */
        generationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The generation. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GenerationDetail"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the generation. */
        generationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The generation is deleted. */
      204: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["WriteForbidden"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  cancelGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the generation. */
        generationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The generation after the request. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GenerationDetail"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["WriteForbidden"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  watchGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the generation. */
        generationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The events. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": components["schemas"]["GenerationDetail"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["TooManyGenerations"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getGenerationInput: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the generation. */
        generationId: string;
        /**
         * @description The position of the image, from 0.
         * @example 0
         */
        position: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "image/png": unknown;
          "image/jpeg": unknown;
          "image/webp": unknown;
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getThumbnail: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the image. */
        imageId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The thumbnail. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          [name: string]: unknown;
        };
        content: {
          "image/webp": unknown;
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  downloadImage: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the image. */
        imageId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The image. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
          "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
          "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
          "Content-Disposition": components["headers"]["ContentDisposition"];
          [name: string]: unknown;
        };
        content: {
          "image/png": unknown;
          "image/jpeg": unknown;
          "image/webp": unknown;
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["ScopeRequired"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listAccounts: {
    parameters: {
      query?: {
        /**
         * @description Only accounts whose email address or name starts with this text. Case-insensitive. At
         *     most the first 2,000 matches by email address and by name are considered.
         */
        text?: string;
        /**
         * @description Only accounts on this plan.
         * @example pro
         */
        plan?: components["schemas"]["PlanId"];
        /**
         * @description Only disabled accounts (true) or only enabled accounts (false).
         * @example true
         */
        disabled?: boolean;
        /** @description The `next_cursor` of the previous page. */
        cursor?: components["parameters"]["Cursor"];
        /**
         * @description The maximum number of entries per page.
         * @example 20
         */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of accounts. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AdminAccountList"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAdminAccount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The account. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AdminAccountDetail"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  updateAdminAccount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["UpdateAdminAccountRequest"];
      };
    };
    responses: {
      /** @description The updated account. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AdminAccountDetail"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["AdminReauthentication"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  grantCredits: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the account. */
        accountId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["GrantCreditsRequest"];
      };
    };
    responses: {
      /** @description The new grant. */
      201: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreditBatch"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["AdminReauthentication"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  voidGrant: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the account. */
        accountId: string;
        /** @description The ID of the grant. */
        grantId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["VoidGrantRequest"];
      };
    };
    responses: {
      /** @description The voided credits. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["VoidedGrant"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["AdminReauthentication"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listPrices: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The prices. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PriceList"];
        };
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replacePrices: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ReplacePricesRequest"];
      };
    };
    responses: {
      /** @description The updated prices. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PriceList"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["AdminReauthentication"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listAdminModels: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The models. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AdminModelList"];
        };
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  putModel: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["AdminModelInput"];
      };
    };
    responses: {
      /** @description The updated model. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AdminModel"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["AdminOnly"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listLegacySizes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The legacy sizes. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LegacySizeList"];
        };
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  replaceLegacySizes: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ReplaceLegacySizesRequest"];
      };
    };
    responses: {
      /** @description The updated legacy sizes. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LegacySizeList"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["AdminOnly"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listPlans: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The plans. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PlanList"];
        };
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  putPlan: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["PutPlanRequest"];
      };
    };
    responses: {
      /** @description The updated plan. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Plan"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["AdminReauthentication"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listProviders: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The providers. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ProviderList"];
        };
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getQueue: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The current queue. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Queue"];
        };
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listOperatorGenerations: {
    parameters: {
      query?: {
        /** @description Only entries of this account. */
        account_id?: string;
        /**
         * @description Only generations with one of these statuses.
         * @example [
         *       "queued",
         *       "running"
         *     ]
         */
        status?: components["schemas"]["GenerationState"][];
        /**
         * @description With `true`, only unfinished generations that have used more than half of their time.
         * @example true
         */
        stuck?: boolean;
        /**
         * @description With `true`, only generations with a call that may have been billed without a result.
         * @example true
         */
        spend_unknown?: boolean;
        /**
         * @description Only entries at or after this time.
         * @example 2026-04-01T00:00:00Z
         */
        from?: components["parameters"]["From"];
        /**
         * @description Only entries before this time.
         * @example 2026-05-01T00:00:00Z
         */
        to?: components["parameters"]["To"];
        /** @description The `next_cursor` of the previous page. */
        cursor?: components["parameters"]["Cursor"];
        /**
         * @description The maximum number of entries per page.
         * @example 20
         */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of generations. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["OperatorGenerationList"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getOperatorGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the generation. */
        generationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The generation. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["OperatorGenerationDetail"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  requeueGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the generation. */
        generationId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OperatorReason"];
      };
    };
    responses: {
      /** @description The generation is queued again. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["OperatorGenerationDetail"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["AdminOnly"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  cancelStuckGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the generation. */
        generationId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CancelStuckRequest"];
      };
    };
    responses: {
      /** @description The generation is canceled, or its cancellation has been requested. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CanceledStuck"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["AdminOnly"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listDeadJobs: {
    parameters: {
      query?: {
        /** @description The `next_cursor` of the previous page. */
        cursor?: components["parameters"]["Cursor"];
        /**
         * @description The maximum number of entries per page.
         * @example 20
         */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of jobs. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeadJobList"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  retryDeadJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the job. */
        jobId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OperatorReason"];
      };
    };
    responses: {
      /** @description The job is ready. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ChangedJob"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["AdminOnly"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  removeDeadJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the job. */
        jobId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OperatorReason"];
      };
    };
    responses: {
      /** @description The job is removed. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ChangedJob"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["AdminOnly"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listOperatorDeliveries: {
    parameters: {
      query?: {
        /** @description Only entries of this account. */
        account_id?: string;
        /**
         * @description Only deliveries with this status.
         * @example failed
         */
        status?: components["schemas"]["DeliveryStatus"];
        /** @description The `next_cursor` of the previous page. */
        cursor?: components["parameters"]["Cursor"];
        /**
         * @description The maximum number of entries per page.
         * @example 20
         */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of deliveries. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["OperatorDeliveryList"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  resendOperatorDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The ID of the delivery. */
        deliveryId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["OperatorReason"];
      };
    };
    responses: {
      /** @description The delivery is pending again. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResentDelivery"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["AdminOnly"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  setSignUp: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SetSignUpRequest"];
      };
    };
    responses: {
      /** @description The sign-in state. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AuthState"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["AdminOnly"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listAuditEntries: {
    parameters: {
      query?: {
        /** @description Only entries about this account. */
        account_id?: components["parameters"]["AuditAccount"];
        /** @description Only entries of actors whose email address contains this text. */
        actor?: components["parameters"]["AuditActor"];
        /** @description Only entries of this kind. */
        action?: components["parameters"]["AuditActionFilter"];
        /**
         * @description Only entries at or after this time.
         * @example 2026-04-01T00:00:00Z
         */
        from?: components["parameters"]["From"];
        /**
         * @description Only entries before this time.
         * @example 2026-05-01T00:00:00Z
         */
        to?: components["parameters"]["To"];
        /** @description The `next_cursor` of the previous page. */
        cursor?: components["parameters"]["Cursor"];
        /**
         * @description The maximum number of entries per page.
         * @example 20
         */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of the log. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AuditEntryList"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  exportAuditEntriesCsv: {
    parameters: {
      query?: {
        /** @description Only entries about this account. */
        account_id?: components["parameters"]["AuditAccount"];
        /** @description Only entries of actors whose email address contains this text. */
        actor?: components["parameters"]["AuditActor"];
        /** @description Only entries of this kind. */
        action?: components["parameters"]["AuditActionFilter"];
        /**
         * @description Only entries at or after this time.
         * @example 2026-04-01T00:00:00Z
         */
        from?: components["parameters"]["From"];
        /**
         * @description Only entries before this time.
         * @example 2026-05-01T00:00:00Z
         */
        to?: components["parameters"]["To"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description CSV: a header row, then one row per entry. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Content-Disposition": components["headers"]["ContentDisposition"];
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  exportAuditEntriesJson: {
    parameters: {
      query?: {
        /** @description Only entries about this account. */
        account_id?: components["parameters"]["AuditAccount"];
        /** @description Only entries of actors whose email address contains this text. */
        actor?: components["parameters"]["AuditActor"];
        /** @description Only entries of this kind. */
        action?: components["parameters"]["AuditActionFilter"];
        /**
         * @description Only entries at or after this time.
         * @example 2026-04-01T00:00:00Z
         */
        from?: components["parameters"]["From"];
        /**
         * @description Only entries before this time.
         * @example 2026-05-01T00:00:00Z
         */
        to?: components["parameters"]["To"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One entry per line, newest first. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          "Content-Disposition": components["headers"]["ContentDisposition"];
          [name: string]: unknown;
        };
        content: {
          "application/jsonl": string;
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["RoleRequired"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
}
/** The error codes that each operation declares, by status. */
export interface operationErrors {
  getAuthState: { 429: "rate_limited"; 500: "internal_error"; 503: "unavailable" };
  signUp: {
    400: "invalid_request";
    403: "csrf_failed" | "forbidden";
    408: "request_timeout";
    409: "conflict";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  signOut: {
    401: "sign_in_required";
    403: "csrf_failed";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  signIn: {
    400: "invalid_request";
    401: "invalid_credentials";
    403: "csrf_failed" | "forbidden";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  getAccount: {
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  updateAccount: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "insufficient_scope" | "plan_required";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listSessions: {
    401: "sign_in_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  revokeOtherSessions: {
    401: "sign_in_required";
    403: "csrf_failed" | "reauthentication_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  revokeSession: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "reauthentication_required";
    404: "not_found";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  confirmPassword: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  changePassword: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  exportAccount: {
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listOwnAuditEntries: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  exportOwnAuditEntriesCsv: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  exportOwnAuditEntriesJson: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  deleteAccount: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed";
    408: "request_timeout";
    409: "conflict";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listKeys: {
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  createKey: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "reauthentication_required" | "insufficient_scope" | "plan_required";
    408: "request_timeout";
    409: "conflict";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  reportLeakedKey: {
    400: "invalid_request";
    403: "csrf_failed";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  revokeKey: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "insufficient_scope" | "plan_required";
    404: "not_found";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  updateKey: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "reauthentication_required" | "insufficient_scope" | "plan_required";
    404: "not_found";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  rotateKey: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "reauthentication_required" | "insufficient_scope" | "plan_required";
    404: "not_found";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listWebhooks: {
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  createWebhook: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "reauthentication_required" | "insufficient_scope" | "plan_required";
    408: "request_timeout";
    409: "conflict";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  getWebhook: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    404: "not_found";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  deleteWebhook: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "insufficient_scope" | "plan_required";
    404: "not_found";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  updateWebhook: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "insufficient_scope" | "plan_required";
    404: "not_found";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  rotateWebhookSecret: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "reauthentication_required" | "insufficient_scope" | "plan_required";
    404: "not_found";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  testWebhook: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "insufficient_scope" | "plan_required";
    404: "not_found";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listDeliveries: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    404: "not_found";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  getDelivery: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    404: "not_found";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  resendDelivery: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "insufficient_scope" | "plan_required";
    404: "not_found";
    409: "conflict";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  resendFailedDeliveries: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "insufficient_scope" | "plan_required";
    404: "not_found";
    408: "request_timeout";
    409: "conflict";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  getCredits: {
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listCreditEntries: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  exportCreditEntries: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  getOverview: {
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  getUsage: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  exportUsage: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listModels: {
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  quote: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "insufficient_scope" | "plan_required";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listGenerations: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  createGeneration: {
    400: "invalid_request";
    401: "sign_in_required";
    402: "insufficient_credits" | "monthly_cap_reached" | "key_budget_reached";
    403: "csrf_failed" | "forbidden" | "insufficient_scope" | "plan_required" | "account_suspended";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    422: "content_blocked" | "idempotency_key_reused";
    429: "concurrency_limited" | "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  getGeneration: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    404: "not_found";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  deleteGeneration: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "insufficient_scope" | "plan_required";
    404: "not_found";
    409: "conflict";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  cancelGeneration: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "insufficient_scope" | "plan_required";
    404: "not_found";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  watchGeneration: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    404: "not_found";
    429: "concurrency_limited" | "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  getGenerationInput: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    404: "not_found";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  getThumbnail: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    404: "not_found";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  downloadImage: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "insufficient_scope" | "plan_required";
    404: "not_found";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listAccounts: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "forbidden";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  getAdminAccount: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "forbidden";
    404: "not_found";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  updateAdminAccount: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "forbidden" | "reauthentication_required";
    404: "not_found";
    408: "request_timeout";
    409: "conflict";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  grantCredits: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "forbidden" | "reauthentication_required";
    404: "not_found";
    408: "request_timeout";
    409: "conflict";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  voidGrant: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "forbidden" | "reauthentication_required";
    404: "not_found";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listPrices: {
    401: "sign_in_required";
    403: "forbidden";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  replacePrices: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "forbidden" | "reauthentication_required";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listAdminModels: {
    401: "sign_in_required";
    403: "forbidden";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  putModel: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "forbidden";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listLegacySizes: {
    401: "sign_in_required";
    403: "forbidden";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  replaceLegacySizes: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "forbidden";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listPlans: {
    401: "sign_in_required";
    403: "forbidden";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  putPlan: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "forbidden" | "reauthentication_required";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listProviders: {
    401: "sign_in_required";
    403: "forbidden";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  getQueue: {
    401: "sign_in_required";
    403: "forbidden";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listOperatorGenerations: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "forbidden";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  getOperatorGeneration: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "forbidden";
    404: "not_found";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  requeueGeneration: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "forbidden";
    404: "not_found";
    408: "request_timeout";
    409: "conflict";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  cancelStuckGeneration: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "forbidden";
    404: "not_found";
    408: "request_timeout";
    409: "conflict";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listDeadJobs: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "forbidden";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  retryDeadJob: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "forbidden";
    404: "not_found";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  removeDeadJob: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "forbidden";
    404: "not_found";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listOperatorDeliveries: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "forbidden";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  resendOperatorDelivery: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "forbidden";
    404: "not_found";
    408: "request_timeout";
    409: "conflict";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  setSignUp: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "csrf_failed" | "forbidden";
    408: "request_timeout";
    413: "payload_too_large";
    415: "unsupported_media_type";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  listAuditEntries: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "forbidden";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  exportAuditEntriesCsv: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "forbidden";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
  exportAuditEntriesJson: {
    400: "invalid_request";
    401: "sign_in_required";
    403: "forbidden";
    429: "rate_limited";
    500: "internal_error";
    503: "unavailable";
  };
}
