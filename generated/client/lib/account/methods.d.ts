import type { Calls, Events } from "../call.js";
import type { CallOptions, CreateOptions } from "../options.js";
import type { components, operations, paths } from "./client.js";
type Schemas = components["schemas"];
/** Every operation of the API. */
export interface Methods {
  /**
   * Get what signing in needs
   *
   * Tells whether accounts can be made here, and whether this server has an admin yet.
   */
  getAuthState(options?: CallOptions): Promise<Schemas["AuthState"]>;
  /**
   * Make an account
   *
   * Creates an account and signs it in. While the server has no admin, `setup_token` is required and
   * the account becomes its admin, also where sign-up is switched off.
   */
  signUp(body: Schemas["SignUpRequest"], options?: CallOptions): Promise<Schemas["Account"]>;
  /**
   * Sign out
   *
   * Ends the session at once and takes the cookie away.
   */
  signOut(options?: CallOptions): Promise<void>;
  /**
   * Sign in
   *
   * Sets the session cookie. A session that the request carries is ended. An unknown e-mail
   * address and a wrong password are answered alike.
   */
  signIn(body: Schemas["SignInRequest"], options?: CallOptions): Promise<Schemas["Account"]>;
  /**
   * Get the account
   *
   * Tells who is signed in, with plan, settings and the token against forged requests.
   */
  getAccount(options?: CallOptions): Promise<Schemas["Account"]>;
  /**
   * Change the account
   *
   * Changes the settings that are sent and leaves the others.
   */
  updateAccount(
    body: Schemas["UpdateAccountRequest"],
    options?: CallOptions,
  ): Promise<Schemas["Account"]>;
  /**
   * List sessions
   *
   * Lists where the account is signed in, the last used first.
   */
  listSessions(options?: CallOptions): Promise<Schemas["SessionList"]>;
  /**
   * End all other sessions
   *
   * Signs the account out everywhere but here.
   */
  revokeOtherSessions(options?: CallOptions): Promise<void>;
  /**
   * End a session
   *
   * Ends one session, which may be this one.
   */
  revokeSession(sessionId: string, options?: CallOptions): Promise<void>;
  /**
   * Change the password
   *
   * Changes the password and ends all other sessions. API keys work on.
   */
  changePassword(body: Schemas["ChangePasswordRequest"], options?: CallOptions): Promise<void>;
  /**
   * Delete the account
   *
   * Closes the account for good: sessions and keys end at once, webhooks are removed, generations
   * under way are canceled and the credits left are void. Prompts, end-user ids, reference images,
   * images and uploads are erased, those of a generation that ends later within an hour of its end;
   * the credit ledger stays, without a name. The only admin of a server cannot be deleted.
   */
  deleteAccount(body: Schemas["DeleteAccountRequest"], options?: CallOptions): Promise<void>;
  /**
   * List keys
   *
   * Lists the account's keys, the newest first, also revoked and expired ones.
   */
  listKeys(options?: CallOptions): Promise<Schemas["KeyList"]>;
  /**
   * Create a key
   *
   * Makes a key for one dialect. The reply shows it once: the server stores a hash only.
   */
  createKey(
    body: Schemas["CreateKeyRequest"],
    options?: CallOptions,
  ): Promise<Schemas["CreatedKey"]>;
  /**
   * Revoke a key
   *
   * Ends a key at once and for good. Generations that it has started go on. Revoking a revoked
   * key changes nothing.
   */
  revokeKey(keyId: string, options?: CallOptions): Promise<Schemas["Key"]>;
  /**
   * Rotate a key
   *
   * Gives the key a new secret, shown once. The old one works on for the overlap, so that running
   * clients are not cut off. Limits, history and id stay.
   */
  rotateKey(
    keyId: string,
    body: Schemas["RotateKeyRequest"],
    options?: CallOptions,
  ): Promise<Schemas["CreatedKey"]>;
  /**
   * List webhooks
   *
   * Lists the account's endpoints, the newest first.
   */
  listWebhooks(options?: CallOptions): Promise<Schemas["WebhookList"]>;
  /**
   * Register a webhook
   *
   * Registers an address that is told of events. The reply shows the secret that signs the
   * deliveries once. The address must be https on the public internet; that is checked here and
   * before each delivery.
   */
  createWebhook(
    body: Schemas["CreateWebhookRequest"],
    options?: CallOptions,
  ): Promise<Schemas["CreatedWebhook"]>;
  /**
   * Get a webhook
   *
   * Tells how an endpoint is set up and how its deliveries fare.
   */
  getWebhook(webhookId: string, options?: CallOptions): Promise<Schemas["Webhook"]>;
  /**
   * Delete a webhook
   *
   * Removes an endpoint with its deliveries. Nothing more is sent to it.
   */
  deleteWebhook(webhookId: string, options?: CallOptions): Promise<void>;
  /**
   * Change a webhook
   *
   * Changes what is sent and leaves the rest. Enabling an endpoint sets its count of failures
   * back to zero. Deliveries already made out go to the new address.
   */
  updateWebhook(
    webhookId: string,
    body: Schemas["UpdateWebhookRequest"],
    options?: CallOptions,
  ): Promise<Schemas["Webhook"]>;
  /**
   * Rotate a webhook's secret
   *
   * Draws a new secret, shown once. For 24 hours `webhook-signature` holds a signature by each
   * secret; `X-Gptimg-Signature` holds one only, by the new secret.
   */
  rotateWebhookSecret(webhookId: string, options?: CallOptions): Promise<Schemas["CreatedWebhook"]>;
  /**
   * Send a test event
   *
   * Sends an event with made-up data, signed like a real one, also to a disabled endpoint. It is
   * tried once and does not count as a failure.
   */
  testWebhook(
    webhookId: string,
    body: Schemas["TestWebhookRequest"],
    options?: CallOptions,
  ): Promise<Schemas["Delivery"]>;
  /**
   * List deliveries
   *
   * Lists what was or will be sent to an endpoint, the newest first.
   */
  listDeliveries(
    webhookId: string,
    query?: NonNullable<operations["listDeliveries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["DeliveryList"]>;
  /**
   * Get a delivery
   *
   * Tells what was sent, and for each attempt what came back.
   */
  getDelivery(
    webhookId: string,
    deliveryId: string,
    options?: CallOptions,
  ): Promise<Schemas["DeliveryDetail"]>;
  /**
   * Send a delivery again
   *
   * Sends the same bytes under the same delivery id once more, whatever became of it before. A
   * receiver that has taken it already knows it by that id.
   */
  resendDelivery(
    webhookId: string,
    deliveryId: string,
    options?: CallOptions,
  ): Promise<Schemas["Delivery"]>;
  /**
   * Send all failed deliveries again
   *
   * Sends every delivery once more that was made out since a moment and has failed.
   */
  resendFailedDeliveries(
    webhookId: string,
    body: Schemas["ResendFailedRequest"],
    options?: CallOptions,
  ): Promise<Schemas["ResendFailedResult"]>;
  /**
   * Get credits and batches
   *
   * Tells what can be spent, what is held, and every batch that is not used up. Credits that
   * expire first are spent first; among those that expire together, free ones come before paid
   * ones.
   */
  getCredits(options?: CallOptions): Promise<Schemas["Credits"]>;
  /**
   * List the ledger
   *
   * Lists every move of credits, the newest first. Entries are never changed.
   */
  listCreditEntries(
    query?: NonNullable<operations["listCreditEntries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["CreditEntryList"]>;
  /**
   * Export the ledger
   *
   * The ledger as a table for spreadsheets. A text that a spreadsheet would take for a formula
   * starts with an apostrophe.
   */
  exportCreditEntries(
    query?: NonNullable<operations["exportCreditEntries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<string>;
  /**
   * Get the overview
   *
   * Everything that the first page of the console shows, in one reply.
   */
  getOverview(options?: CallOptions): Promise<Schemas["Overview"]>;
  /**
   * Get usage
   *
   * Images and credits by day, model and key, for at most 366 days in UTC.
   */
  getUsage(
    query?: NonNullable<operations["getUsage"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["Usage"]>;
  /**
   * Export usage
   *
   * Usage as a table for spreadsheets. A text that a spreadsheet would take for a formula starts
   * with an apostrophe.
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
   * Ask for a price
   *
   * Tells what a generation would cost, and what its size and tier resolve to. Checked and priced
   * like the generation itself; nothing is held.
   */
  quote(body: Schemas["QuoteRequest"], options?: CallOptions): Promise<Schemas["Quote"]>;
  /**
   * List generations
   *
   * Lists the account's generations of every dialect, the newest first.
   */
  listGenerations(
    query?: NonNullable<operations["listGenerations"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["GenerationList"]>;
  /**
   * Create a generation
   *
   * Starts a generation at the prices of the hub dialect, as the playground of the console does.
   * The reply comes at once; watch or poll the generation. Send a form to add reference images.
   */
  createGeneration(
    body: Schemas["CreateGenerationRequest"] | Schemas["CreateGenerationForm"],
    options?: CreateOptions,
  ): Promise<Schemas["GenerationDetail"]>;
  /**
   * Get a generation
   *
   * Tells everything about one generation, with its timeline, inputs and receipt.
   */
  getGeneration(generationId: string, options?: CallOptions): Promise<Schemas["GenerationDetail"]>;
  /**
   * Delete a generation
   *
   * Removes a generation that has ended from all lists, with its prompt, its inputs and its
   * images. Addresses of its images stop working. The ledger keeps what it has cost.
   */
  deleteGeneration(generationId: string, options?: CallOptions): Promise<void>;
  /**
   * Cancel a generation
   *
   * Calls a generation off. A queued one ends at once. For a running one the call to the provider
   * is broken off; images that have arrived by then are delivered and charged, and `status` is
   * `running` until that is settled. Canceling one that has ended changes nothing.
   */
  cancelGeneration(
    generationId: string,
    options?: CallOptions,
  ): Promise<Schemas["GenerationDetail"]>;
  /**
   * Watch a generation
   *
   * A stream of server-sent events. Each is called `generation` and carries the generation as it
   * stands: one at once, one at each change, and the last when it has ended, after which the
   * stream closes. While nothing happens the stream carries comment lines.
   */
  watchGeneration(
    generationId: string,
    options?: CallOptions,
  ): AsyncGenerator<Events<Schemas["GenerationDetail"]>, void, undefined>;
  /**
   * Get a reference image
   *
   * The bytes of a reference image, as they were given to the provider.
   */
  getGenerationInput(generationId: string, position: number, options?: CallOptions): Promise<Blob>;
  /**
   * Get a thumbnail
   *
   * An image as a WebP whose edges are at most 640 pixels. It never changes: a client may keep it.
   */
  getThumbnail(imageId: string, options?: CallOptions): Promise<Blob>;
  /**
   * List accounts
   *
   * Lists all accounts, the newest first.
   */
  listAccounts(
    query?: NonNullable<operations["listAccounts"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["AdminAccountList"]>;
  /**
   * Get an account
   *
   * Tells how an account stands, with its batches of credits and its keys.
   */
  getAdminAccount(accountId: string, options?: CallOptions): Promise<Schemas["AdminAccountDetail"]>;
  /**
   * Change an account
   *
   * Changes plan or rights, or disables an account: its sessions end, and its keys are refused
   * until it is enabled again. Generations under way go on.
   */
  updateAdminAccount(
    accountId: string,
    body: Schemas["UpdateAdminAccountRequest"],
    options?: CallOptions,
  ): Promise<Schemas["AdminAccountDetail"]>;
  /**
   * Grant credits
   *
   * Adds a batch of credits to an account.
   */
  grantCredits(
    accountId: string,
    body: Schemas["GrantCreditsRequest"],
    options?: CallOptions,
  ): Promise<Schemas["CreditBatch"]>;
  /**
   * Void a batch of credits
   *
   * Takes back what is left of a batch. What is held at this moment is not touched, and is taken
   * back if it is released.
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
   * Lists the price of one image for each combination that has one.
   */
  listPrices(options?: CallOptions): Promise<Schemas["PriceList"]>;
  /**
   * Replace the prices
   *
   * Replaces the whole list. Prices of generations already accepted do not change. A list that
   * leaves an enabled model without a price is refused.
   */
  replacePrices(body: Schemas["PriceList"], options?: CallOptions): Promise<Schemas["PriceList"]>;
  /**
   * List models with their providers
   *
   * Lists all models, also those that are switched off.
   */
  listAdminModels(options?: CallOptions): Promise<Schemas["AdminModelList"]>;
  /**
   * Add or change a model
   *
   * Writes the model of this id, new or not. A model is switched off, never deleted.
   */
  putModel(body: Schemas["AdminModelInput"], options?: CallOptions): Promise<Schemas["AdminModel"]>;
  /**
   * List plans
   *
   * Lists the plans with what they allow.
   */
  listPlans(options?: CallOptions): Promise<Schemas["PlanList"]>;
  /**
   * Add or change a plan
   *
   * Writes the plan of this id, new or not. Limits hold from the next request on, the monthly
   * grant from the next month on.
   */
  putPlan(body: Schemas["Plan"], options?: CallOptions): Promise<Schemas["Plan"]>;
  /**
   * Get the health of the providers
   *
   * Tells of each provider whether it is used at the moment, and how its calls fare.
   */
  listProviders(options?: CallOptions): Promise<Schemas["ProviderList"]>;
  /**
   * Get the queue
   *
   * Tells what waits and runs, which workers are there, and what is stuck.
   */
  getQueue(options?: CallOptions): Promise<Schemas["Queue"]>;
  /**
   * Cancel a generation of any account
   *
   * Calls a generation off. What no provider has been asked for ends at once and costs nothing;
   * for one that runs the call to the provider is broken off.
   */
  cancelStuckGeneration(
    generationId: string,
    body: Schemas["CancelStuckRequest"],
    options?: CallOptions,
  ): Promise<Schemas["CanceledStuck"]>;
  /**
   * Open or close the sign-up
   *
   * Says whether anyone may make an account. Where it is closed, only the command line makes
   * accounts; whoever has one signs in as before.
   */
  setSignUp(
    body: Schemas["SetSignUpRequest"],
    options?: CallOptions,
  ): Promise<Schemas["AuthState"]>;
  /**
   * List the audit log
   *
   * Lists who has changed what and why, the newest first. Entries are never changed.
   */
  listAuditEntries(
    query?: NonNullable<operations["listAuditEntries"]["parameters"]["query"]>,
    options?: CallOptions,
  ): Promise<Schemas["AuditEntryList"]>;
}
/** Makes the methods, each of which is one call. */
export declare function methods(calls: Calls<paths>): Methods;
/** Codes of errors after which nothing is charged, or all of it was given back. */
export declare const uncharged: ReadonlySet<string>;
export {};
