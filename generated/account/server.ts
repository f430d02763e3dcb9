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
     * Get what signing in needs
     * @description Tells whether accounts can be made here, and whether this server has an admin yet.
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
     * Make an account
     * @description Creates an account and signs it in. While the server has no admin, `setup_token` is required and
     *     the account becomes its admin, also where sign-up is switched off.
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
     * @description Ends the session at once and takes the cookie away.
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
     * @description Sets the session cookie. A session that the request carries is ended. An unknown e-mail
     *     address and a wrong password are answered alike.
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
     * @description Tells who is signed in, with plan, settings and the token against forged requests.
     */
    get: operations["getAccount"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change the account
     * @description Changes the settings that are sent and leaves the others.
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
     * @description Lists where the account is signed in, the last used first.
     */
    get: operations["listSessions"];
    put?: never;
    post?: never;
    /**
     * End all other sessions
     * @description Signs the account out everywhere but here.
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
     * @description Ends one session, which may be this one.
     */
    delete: operations["revokeSession"];
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
     * @description Changes the password and ends all other sessions. API keys work on.
     */
    post: operations["changePassword"];
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
     * @description Closes the account for good: sessions and keys end at once, webhooks are removed, generations
     *     under way are canceled and the credits left are void. Prompts, end-user ids, reference images,
     *     images and uploads are erased, those of a generation that ends later within an hour of its end;
     *     the credit ledger stays, without a name. The only admin of a server cannot be deleted.
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
     * @description Lists the account's keys, the newest first, also revoked and expired ones.
     */
    get: operations["listKeys"];
    put?: never;
    /**
     * Create a key
     * @description Makes a key for one dialect. The reply shows it once: the server stores a hash only.
     */
    post: operations["createKey"];
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
     * @description Ends a key at once and for good. Generations that it has started go on. Revoking a revoked
     *     key changes nothing.
     */
    delete: operations["revokeKey"];
    options?: never;
    head?: never;
    patch?: never;
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
     * @description Gives the key a new secret, shown once. The old one works on for the overlap, so that running
     *     clients are not cut off. Limits, history and id stay.
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
     * @description Lists the account's endpoints, the newest first.
     */
    get: operations["listWebhooks"];
    put?: never;
    /**
     * Register a webhook
     * @description Registers an address that is told of events. The reply shows the secret that signs the
     *     deliveries once. The address must be https on the public internet; that is checked here and
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
     * @description Tells how an endpoint is set up and how its deliveries fare.
     */
    get: operations["getWebhook"];
    put?: never;
    post?: never;
    /**
     * Delete a webhook
     * @description Removes an endpoint with its deliveries. Nothing more is sent to it.
     */
    delete: operations["deleteWebhook"];
    options?: never;
    head?: never;
    /**
     * Change a webhook
     * @description Changes what is sent and leaves the rest. Enabling an endpoint sets its count of failures
     *     back to zero. Deliveries already made out go to the new address.
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
     * @description Draws a new secret, shown once. For 24 hours `webhook-signature` holds a signature by each
     *     secret; `X-Gptimg-Signature` holds one only, by the new secret.
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
     * @description Sends an event with made-up data, signed like a real one, also to a disabled endpoint. It is
     *     tried once and does not count as a failure.
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
     * @description Lists what was or will be sent to an endpoint, the newest first.
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
     * @description Tells what was sent, and for each attempt what came back.
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
     * @description Sends the same bytes under the same delivery id once more, whatever became of it before. A
     *     receiver that has taken it already knows it by that id.
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
     * @description Sends every delivery once more that was made out since a moment and has failed.
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
     * Get credits and batches
     * @description Tells what can be spent, what is held, and every batch that is not used up. Credits that
     *     expire first are spent first; among those that expire together, free ones come before paid
     *     ones.
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
     * @description Lists every move of credits, the newest first. Entries are never changed.
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
     * @description The ledger as a table for spreadsheets. A text that a spreadsheet would take for a formula
     *     starts with an apostrophe.
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
     * @description Everything that the first page of the console shows, in one reply.
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
     * @description Images and credits by day, model and key, for at most 366 days in UTC.
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
     * @description Usage as a table for spreadsheets. A text that a spreadsheet would take for a formula starts
     *     with an apostrophe.
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
     * Ask for a price
     * @description Tells what a generation would cost, and what its size and tier resolve to. Checked and priced
     *     like the generation itself; nothing is held.
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
     * @description Lists the account's generations of every dialect, the newest first.
     */
    get: operations["listGenerations"];
    put?: never;
    /**
     * Create a generation
     * @description Starts a generation at the prices of the hub dialect, as the playground of the console does.
     *     The reply comes at once; watch or poll the generation. Send a form to add reference images.
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
     * @description Tells everything about one generation, with its timeline, inputs and receipt.
     */
    get: operations["getGeneration"];
    put?: never;
    post?: never;
    /**
     * Delete a generation
     * @description Removes a generation that has ended from all lists, with its prompt, its inputs and its
     *     images. Addresses of its images stop working. The ledger keeps what it has cost.
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
     * @description Calls a generation off. A queued one ends at once. For a running one the call to the provider
     *     is broken off; images that have arrived by then are delivered and charged, and `status` is
     *     `running` until that is settled. Canceling one that has ended changes nothing.
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
     * @description A stream of server-sent events. Each is called `generation` and carries the generation as it
     *     stands: one at once, one at each change, and the last when it has ended, after which the
     *     stream closes. While nothing happens the stream carries comment lines.
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
     * Get a reference image
     * @description The bytes of a reference image, as they were given to the provider.
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
     * @description An image as a WebP whose edges are at most 640 pixels. It never changes: a client may keep it.
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
  "/api/admin/accounts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List accounts
     * @description Lists all accounts, the newest first.
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
     * @description Tells how an account stands, with its batches of credits and its keys.
     */
    get: operations["getAdminAccount"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change an account
     * @description Changes plan or rights, or disables an account: its sessions end, and its keys are refused
     *     until it is enabled again. Generations under way go on.
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
     * @description Adds a batch of credits to an account.
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
     * Void a batch of credits
     * @description Takes back what is left of a batch. What is held at this moment is not touched, and is taken
     *     back if it is released.
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
     * @description Lists the price of one image for each combination that has one.
     */
    get: operations["listPrices"];
    /**
     * Replace the prices
     * @description Replaces the whole list. Prices of generations already accepted do not change. A list that
     *     leaves an enabled model without a price is refused.
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
     * @description Lists all models, also those that are switched off.
     */
    get: operations["listAdminModels"];
    /**
     * Add or change a model
     * @description Writes the model of this id, new or not. A model is switched off, never deleted.
     */
    put: operations["putModel"];
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
     * @description Lists the plans with what they allow.
     */
    get: operations["listPlans"];
    /**
     * Add or change a plan
     * @description Writes the plan of this id, new or not. Limits hold from the next request on, the monthly
     *     grant from the next month on.
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
     * @description Tells of each provider whether it is used at the moment, and how its calls fare.
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
     * @description Tells what waits and runs, which workers are there, and what is stuck.
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
     * @description Calls a generation off. What no provider has been asked for ends at once and costs nothing;
     *     for one that runs the call to the provider is broken off.
     */
    post: operations["cancelStuckGeneration"];
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
     * Open or close the sign-up
     * @description Says whether anyone may make an account. Where it is closed, only the command line makes
     *     accounts; whoever has one signs in as before.
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
     * @description Lists who has changed what and why, the newest first. Entries are never changed.
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
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * @description The id of a model, as `GET /api/v1/models` lists it.
     * @example gpt-image-2
     */
    Model: string;
    /**
     * @description What to draw, in 1 to 32,000 characters. It may not be blank.
     * @example A cinematic product photo with premium studio lighting
     */
    Prompt: string;
    /**
     * @description The size in pixels as `WIDTHxHEIGHT`, or `auto`. Both edges are multiples of 16 and at most
     *     3840, neither edge is more than three times the other, and width × height lies between
     *     655,360 and 8,294,400. A size fixes ratio and tier; an `aspect_ratio` or a tier in `quality`
     *     that contradicts it is refused.
     * @default auto
     * @example 1024x1024
     */
    Size: string;
    /**
     * @description Width to height. `auto` leaves the choice to the model at tier `1K`; at `2K` and `4K`, where
     *     models do not choose, the image is square.
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
     * @description Either a resolution tier (`1K`, `2K`, `4K`), which together with `aspect_ratio` gives the
     *     size, or a render quality (`low`, `medium`, `high`, `auto`). With a render quality the tier
     *     is that of `size`, and `1K` where `size` is `auto`.
     * @default auto
     * @enum {string}
     */
    Quality: "1K" | "2K" | "4K" | "low" | "medium" | "high" | "auto";
    /**
     * @description The resolution tier, which the price goes by.
     * @enum {string}
     */
    Tier: "1K" | "2K" | "4K";
    /**
     * @description How much work the model puts into an image.
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
    /** @description Your own id of the person you ask for, to help with abuse reports. */
    EndUser: string;
    /** @description Credits that can be spent now; credits that are held are not among them. */
    SpendableCredits: number;
    /** @description The credits that expire next, or `null` when none of them ever expire. */
    NextExpiration: components["schemas"]["Expiration"] | null;
    /** @description Credits that can be spent until a moment. */
    Expiration: {
      /** @description How many credits expire then. */
      credits: number;
      /**
       * Format: date-time
       * @description The first moment at which they can no longer be spent.
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
    /** @description A model, what it can do and what it costs. */
    ModelCard: {
      /** @description The id to send as `model`. */
      id: string;
      /** @constant */
      object: "model";
      /** @description The name to show to people. */
      name: string;
      /** @description Who runs the model. */
      provider: string;
      /** @description The provider's own name of the model. */
      provider_model: string;
      credits: components["schemas"]["TierPrices"];
      default: components["schemas"]["ModelDefaults"];
      /** @description Values of `aspect_ratio`. */
      aspect_ratios: components["schemas"]["AspectRatio"][];
      /** @description Values of `quality` that name a resolution tier. */
      qualities: components["schemas"]["Tier"][];
      /** @description Common values of `size`. Others are accepted within the rules of `size`. */
      sizes: components["schemas"]["Size"][];
      /** @description Values of `quality` that name a render quality. */
      render_qualities: components["schemas"]["RenderQuality"][];
      /** @description How many reference images one request may carry. */
      reference_image_limit: number;
      /** @description The largest `n`. */
      max_images: number;
    };
    /** @description Credits for one image, by resolution tier. */
    TierPrices: {
      "1K": number;
      "2K": number;
      "4K": number;
    };
    /** @description What holds where a request is silent. */
    ModelDefaults: {
      /** @default auto */
      aspect_ratio: components["schemas"]["AspectRatio"];
      quality: components["schemas"]["Tier"];
    };
    /**
     * @description `text2img` for images from text, `edit` for images from images. More kinds may come.
     * @example text2img
     */
    TaskType: string;
    /**
     * @description One image, by its formats. A generation of this API has `png` and `webp`. A generation that
     *     another API of the same account created has the one format that was requested there. The URLs
     *     are public, never change, and can be cached without a time limit.
     */
    Output: {
      /**
       * Format: uri
       * @description The image as PNG. Absent where there is none.
       */
      png?: string;
      /**
       * Format: uri
       * @description The image as WebP, smaller than PNG. Absent where there is none.
       */
      webp?: string;
      /**
       * Format: uri
       * @description The image as JPEG. Absent where there is none.
       */
      jpeg?: string;
      /** @description Width in pixels. */
      width: number;
      /** @description Height in pixels. */
      height: number;
    };
    /** @description One field at fault. */
    Issue: {
      /**
       * @description The way to the field, by names and positions; empty for the body as a whole.
       * @example [
       *       "inputImageKeys",
       *       0
       *     ]
       */
      path: (string | number)[];
      /**
       * @description What is wrong with it.
       * @example must be at most 4
       */
      message: string;
    };
    /** @description What signing in to this server needs. */
    AuthState: {
      /** @description Whether anyone may make an account. */
      sign_up_open: boolean;
      /** @description Whether the server has no admin yet. The first one signs up with `setup_token`. */
      setup_needed: boolean;
    };
    /**
     * Format: email
     * @description An e-mail address. Upper and lower case are the same.
     * @example ada@example.com
     */
    Email: string;
    /** @description 8 to 256 characters of any kind. */
    Password: string;
    /** @description The password of the account. */
    GivenPassword: string;
    /** @description What to call the person. */
    PersonName: string;
    /**
     * @description The language of the console and of messages to this person.
     * @enum {string}
     */
    Language: "en" | "zh-CN" | "zh-TW" | "tr";
    /**
     * @description The look of the console; `system` follows the device.
     * @enum {string}
     */
    Theme: "light" | "dark" | "system";
    /** @description A new account. */
    SignUpRequest: {
      email: components["schemas"]["Email"];
      password: components["schemas"]["Password"];
      name?: components["schemas"]["PersonName"];
      language?: components["schemas"]["Language"];
      /** @description The token that a server without an admin issues when it starts. It makes the account the admin. */
      setup_token?: string;
    };
    /** @description Who signs in. */
    SignInRequest: {
      email: components["schemas"]["Email"];
      password: components["schemas"]["GivenPassword"];
    };
    /** @description An account, as its owner sees it. */
    Account: {
      /** Format: uuid */
      id: string;
      email: string;
      /** @description What to call the person, where that is known. */
      name: string | null;
      plan: components["schemas"]["PlanName"];
      /** @description Whether the account may use `/api/admin`. */
      admin: boolean;
      language: components["schemas"]["Language"];
      theme: components["schemas"]["Theme"];
      /** @description The event `credits.low` is sent when fewer credits than this can be spent; `null` sends none. */
      credits_low_at: number | null;
      /** Format: date-time */
      created_at: string;
      /** @description The dialects that the plan leaves out. Their calls are refused with 403. */
      closed_dialects: components["schemas"]["Dialect"][];
      /** @description What a page may send as `X-CSRF-Token` with calls that change something. */
      csrf_token: string;
    };
    /** @description A plan, by its id and the name to show. */
    PlanName: {
      id: string;
      name: string;
    };
    /** @description The settings to change. */
    UpdateAccountRequest: {
      /** @description What to call the person; `null` forgets it. */
      name?: string | null;
      language?: components["schemas"]["Language"];
      theme?: components["schemas"]["Theme"];
      /** @description When to send `credits.low`; `null` for never. */
      credits_low_at?: number | null;
    };
    /** @description The old and the new password. */
    ChangePasswordRequest: {
      current_password: components["schemas"]["GivenPassword"];
      new_password: components["schemas"]["Password"];
    };
    /** @description The password, so that no open browser window can close an account. */
    DeleteAccountRequest: {
      password: components["schemas"]["GivenPassword"];
    };
    /** @description Where an account is signed in. */
    SessionList: {
      data: components["schemas"]["Session"][];
    };
    /** @description One place where an account is signed in. */
    Session: {
      /** Format: uuid */
      id: string;
      /** @description Whether it is the session of this request. */
      current: boolean;
      /** @description The network address that it was last used from. */
      address: string | null;
      /** @description What the browser calls itself. Do not trust it, and show it as text. */
      user_agent: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      last_seen_at: string;
      /**
       * Format: date-time
       * @description When the session ends if it is not used, or at the latest.
       */
      expires_at: string;
    };
    /**
     * @description The API that a key is for. `openai` keys work on the OpenAI-compatible routes; so does any
     *     other key.
     * @enum {string}
     */
    Dialect: "hub" | "plus" | "art" | "openai";
    /** @description A name of your choice, to tell things apart. */
    Label: string;
    /** @description A new key. */
    CreateKeyRequest: {
      dialect: components["schemas"]["Dialect"];
      label?: components["schemas"]["Label"];
      /** @description For how long the key works. Absent or `null`, it works until it is revoked. */
      expires_in_days?: number | null;
      /** @description A limit below that of the plan. */
      requests_per_hour?: number | null;
      /** @description How many generations may be under way at once, where that is to be below the plan. */
      running_limit?: number | null;
    };
    /** @description How the old secret ends. */
    RotateKeyRequest: {
      /**
       * @description For how long the old secret works beside the new one.
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
      /** @description What the key starts with. */
      prefix: string;
      /** @description What the key ends with. */
      last_four: string;
      /**
       * @description Whether the key works.
       * @enum {string}
       */
      status: "active" | "expired" | "revoked";
      /** @description The limit that holds; `null` for none. */
      requests_per_hour: number | null;
      /** @description The limit of generations at once that holds; `null` for none. */
      running_limit: number | null;
      /** @description Credits charged through this key since the first of the month, in UTC. */
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
       * @description After a rotation, until when the old secret works; `null` otherwise, and for a key that is
       *     revoked or expired.
       */
      old_secret_until: string | null;
    };
    /** @description A key with its secret, which is shown this once. */
    CreatedKey: components["schemas"]["Key"] & {
      /** @description The key. Keep it now; it cannot be shown again. */
      key: string;
    };
    /**
     * @description What has happened. `generation.failed` is also sent for a generation that was blocked;
     *     `credits.low` when fewer credits can be spent than `credits_low_at` of the account says, once
     *     until added credits have lifted them above it again; `credits.expiring` 72 hours before a batch expires.
     * @enum {string}
     */
    WebhookEventName:
      | "generation.succeeded"
      | "generation.failed"
      | "generation.canceled"
      | "credits.low"
      | "credits.expiring";
    /** @description The events to be told of. */
    WebhookEventNames: components["schemas"]["WebhookEventName"][];
    /** @description Where to post the events. Redirects are not followed. */
    WebhookUrl: string;
    /** @description An address that wants to be told of events. */
    CreateWebhookRequest: {
      url: components["schemas"]["WebhookUrl"];
      events: components["schemas"]["WebhookEventNames"];
      label?: components["schemas"]["Label"];
    };
    /** @description What to change of an endpoint. */
    UpdateWebhookRequest: {
      url?: components["schemas"]["WebhookUrl"];
      events?: components["schemas"]["WebhookEventNames"];
      /** @description A name of your choice; `null` forgets it. */
      label?: string | null;
      /** @description Whether events are sent. */
      enabled?: boolean;
    };
    /** @description Endpoints. */
    WebhookList: {
      data: components["schemas"]["Webhook"][];
    };
    /** @description An address that is told of events. */
    Webhook: {
      /** Format: uuid */
      id: string;
      url: string;
      label: string | null;
      events: components["schemas"]["WebhookEventName"][];
      /** @description Whether events are sent. */
      enabled: boolean;
      /**
       * @description Why nothing is sent: `by_you`, `failing` after 8 deliveries in a row that failed, or
       *     `gone` after a reply of 410. `null` while enabled.
       * @enum {string|null}
       */
      disabled_reason: "by_you" | "failing" | "gone" | null;
      /** Format: date-time */
      disabled_at: string | null;
      /** @description Whether the last attempt of any delivery failed, also while the delivery is still retried. */
      failing: boolean;
      /** @description Deliveries that have failed since the last that was taken. */
      failures_in_a_row: number;
      /** @description What the secret ends with. */
      secret_last_four: string;
      /**
       * Format: date-time
       * @description After a rotation, until when the old secret signs too; `null` otherwise.
       */
      old_secret_until: string | null;
      /** @description The newest delivery, or `null` where there is none. */
      last_delivery: components["schemas"]["Delivery"] | null;
      /** Format: date-time */
      created_at: string;
    };
    /** @description An endpoint with its secret, which is shown this once. */
    CreatedWebhook: components["schemas"]["Webhook"] & {
      /** @description What signs the deliveries. Keep it now; it cannot be shown again. */
      secret: string;
    };
    /** @description What to send. */
    TestWebhookRequest: {
      /**
       * @description The event to make up.
       * @default generation.succeeded
       * @enum {string}
       */
      event:
        | "generation.succeeded"
        | "generation.failed"
        | "generation.canceled"
        | "credits.low"
        | "credits.expiring";
    };
    /** @description From when on. */
    ResendFailedRequest: {
      /**
       * Format: date-time
       * @description Deliveries made out at this moment or later.
       */
      since: string;
    };
    /** @description What was done. */
    ResendFailedResult: {
      /** @description How many deliveries are pending again. */
      resent: number;
    };
    /**
     * @description `pending` until a reply of 2xx makes it `delivered`. It is `failed` when all attempts are used
     *     up: the first, and retries after 30 seconds, 2 minutes and 10 minutes.
     * @enum {string}
     */
    DeliveryStatus: "pending" | "delivered" | "failed";
    /** @description One page of deliveries. */
    DeliveryList: {
      data: components["schemas"]["Delivery"][];
      next_cursor: components["schemas"]["NextCursor"];
    };
    /** @description What to pass as `cursor` for the next page; `null` on the last. */
    NextCursor: string | null;
    /** @description One event for one endpoint. */
    Delivery: {
      /**
       * Format: uuid
       * @description The id that the receiver sees as `X-Gptimg-Delivery` and `webhook-id`.
       */
      id: string;
      event: components["schemas"]["WebhookEventName"];
      /** @description The generation it tells of; `null` for other events and for tests. */
      generation_id: string | null;
      /** @description Whether its data are made up. */
      test: boolean;
      status: components["schemas"]["DeliveryStatus"];
      attempt_count: number;
      /** @description How many attempts a pending delivery still has; 0 once it has ended. */
      attempts_left: number;
      /** @description What the receiver last replied; `null` where no reply came. */
      last_status_code: number | null;
      /** @description Why no reply came, for people. */
      last_error: string | null;
      /** Format: date-time */
      next_attempt_at: string | null;
      /** Format: date-time */
      created_at: string;
      /**
       * Format: date-time
       * @description When it was delivered or given up.
       */
      finished_at: string | null;
    };
    /** @description A delivery with what was sent and what came back. */
    DeliveryDetail: components["schemas"]["Delivery"] & {
      /** @description Where it is sent. */
      url: string;
      /** @description The bytes of the body, which are the same in every attempt. */
      body: string;
      /** @description The attempts, the first one first. */
      attempts: components["schemas"]["DeliveryAttempt"][];
    };
    /** @description One request to the endpoint and its reply. */
    DeliveryAttempt: {
      number: number;
      /** Format: date-time */
      started_at: string;
      duration_ms: number;
      /** @description The headers that were sent. */
      request_headers: {
        [key: string]: string;
      };
      status_code: number | null;
      /** @description The headers that came back; empty where no reply came. */
      response_headers: {
        [key: string]: string;
      };
      /**
       * @description The first 4 KB of the reply, as text. It is the receiver's: show it as text only. `null`
       *     where no reply came.
       */
      response_body: string | null;
      /** @description Why no reply came, for people. */
      error: string | null;
    };
    /** @description A generation has ended. */
    GenerationEvent: {
      /** @enum {string} */
      event: "generation.succeeded" | "generation.failed" | "generation.canceled";
      data: {
        generationId: string;
        type: components["schemas"]["TaskType"];
        /**
         * @description How it ended. `blocked` comes with `generation.failed`.
         * @enum {string}
         */
        status: "succeeded" | "failed" | "blocked" | "canceled";
        /** @description The images that were delivered. */
        outputs: components["schemas"]["Output"][];
        /** @description What went wrong, for people. Only with `generation.failed`. */
        error?: string;
        /** Format: date-time */
        createdAt: string;
        /** Format: date-time */
        completedAt: string;
      };
    };
    /** @description Few credits are left. */
    CreditsLowEvent: {
      /** @constant */
      event: "credits.low";
      data: {
        /** @description Credits that can be spent now. */
        credits: number;
        /** @description The limit that they have fallen below. */
        threshold: number;
        /** Format: date-time */
        createdAt: string;
      };
    };
    /** @description Credits will expire soon. */
    CreditsExpiringEvent: {
      /** @constant */
      event: "credits.expiring";
      data: {
        /** @description How many will expire then. */
        credits: number;
        /** Format: date-time */
        expiresAt: string;
        /** Format: date-time */
        createdAt: string;
      };
    };
    /** @description What an account holds. */
    Credits: {
      credits: components["schemas"]["SpendableCredits"];
      /** @description Credits held for generations that are under way. */
      held: number;
      plan: components["schemas"]["PlanName"];
      /** @description The current calendar month, in UTC. */
      month: {
        /** @description Credits charged or held since the first of the month. */
        spent: number;
        /** @description The most that the plan allows in a month; `null` for no limit. */
        cap: number | null;
      };
      next_expiration: components["schemas"]["NextExpiration"];
      /** @description Batches that are not used up, in the order in which they are spent; at most the first 200. */
      batches: components["schemas"]["CreditBatch"][];
    };
    /**
     * @description Where credits come from: bought, given with the plan, given as a present, given back after a
     *     fault of ours, or adjusted by an operator.
     * @enum {string}
     */
    CreditSource: "purchase" | "plan" | "promo" | "restore" | "adjust";
    /** @description Credits that came together and expire together. */
    CreditBatch: {
      /** Format: uuid */
      id: string;
      source: components["schemas"]["CreditSource"];
      /** @description How many there were. */
      amount: number;
      /** @description How many can still be spent. */
      remaining: number;
      /** @description How many are held for generations under way. */
      held: number;
      /**
       * Format: date-time
       * @description The first moment at which they can no longer be spent; `null` for never.
       */
      expires_at: string | null;
      note: string | null;
      /** Format: date-time */
      created_at: string;
    };
    /** @description Every error of this API. */
    Error: {
      error: {
        code: components["schemas"]["ErrorCode"];
        /** @description What went wrong, for people. Its wording may change. */
        message: string;
        /** @description The fields at fault, where single fields are. */
        issues?: components["schemas"]["Issue"][];
      };
    };
    /**
     * @description What went wrong, for programs.
     * @enum {string}
     */
    ErrorCode:
      | "invalid_request"
      | "invalid_credentials"
      | "sign_in_required"
      | "insufficient_credits"
      | "monthly_cap_reached"
      | "csrf_failed"
      | "forbidden"
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
     * @description `grant`: added. `hold`: set aside for a generation. `capture`: charged out of a hold.
     *     `release`: given back out of a hold. `expire`: lost by time. `restore`: given anew for what
     *     expired while it was held and we failed. `void`: taken back by an operator. `adjust`:
     *     corrected by an operator.
     * @enum {string}
     */
    CreditEntryKind:
      "grant" | "hold" | "capture" | "release" | "expire" | "restore" | "void" | "adjust";
    /** @description One page of the ledger. */
    CreditEntryList: {
      data: components["schemas"]["CreditEntry"][];
      next_cursor: components["schemas"]["NextCursor"];
    };
    /** @description One move of credits. */
    CreditEntry: {
      /** @description The number of the entry in this account, without gaps. */
      sequence: number;
      kind: components["schemas"]["CreditEntryKind"];
      /** @description By how much the credits that can be spent have changed. */
      credits_change: number;
      /** @description By how much the held credits have changed. */
      held_change: number;
      credits_after: number;
      held_after: number;
      /** @description The batch that moved; `null` where it may be several. */
      grant_id: string | null;
      /** @description The generation that it was for. */
      generation_id: string | null;
      note: string | null;
      /** Format: date-time */
      created_at: string;
    };
    /**
     * @description `queued` and `running` are under way. `succeeded`, `failed`, `blocked` (refused by a safety
     *     system) and `canceled` are final.
     * @enum {string}
     */
    GenerationState: "queued" | "running" | "succeeded" | "failed" | "blocked" | "canceled";
    /** @description One page of generations. */
    GenerationList: {
      data: components["schemas"]["Generation"][];
      next_cursor: components["schemas"]["NextCursor"];
    };
    /** @description One request for images and what became of it. */
    Generation: {
      /** Format: uuid */
      id: string;
      dialect: components["schemas"]["Dialect"];
      model: string;
      status: components["schemas"]["GenerationState"];
      /** @description The prompt. Show it as text only. */
      prompt: string;
      /** @description `auto` or the size in pixels as `WIDTHxHEIGHT`. */
      size: string;
      aspect_ratio: string;
      tier: components["schemas"]["Tier"];
      quality: components["schemas"]["RenderQuality"];
      /** @description How many images were asked for. */
      n: number;
      /** @description The caller's own id of the person it was for. */
      user: string | null;
      /** @description The key that asked for it; `null` for the playground. */
      key_id: string | null;
      /** @description Credits charged for the images delivered; while it is under way, those that are held. */
      credits: number;
      /** @description The images that were delivered. */
      images: components["schemas"]["Image"][];
      error: components["schemas"]["GenerationFault"];
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      started_at: string | null;
      /** Format: date-time */
      completed_at: string | null;
    };
    /** @description Why there are no images; `null` unless it has failed, was blocked or canceled. */
    GenerationFault: {
      /** @enum {string} */
      code: "generation_failed" | "content_blocked" | "generation_canceled" | "unavailable";
      /** @description What went wrong, for people. */
      message: string;
    } | null;
    /** @description One image. */
    Image: {
      /** Format: uuid */
      id: string;
      /**
       * Format: uri
       * @description Where the file lies. Public to whoever knows it, and never changed.
       */
      url: string;
      /**
       * Format: uri
       * @description The same image as WebP, where there is one.
       */
      webp_url: string | null;
      content_type: string;
      width: number;
      height: number;
      size_bytes: number;
      /** @description A blurred miniature as a `data:` URL, to show until the image is there. It is made in the moment after the end; until then it is null. */
      placeholder: string | null;
    };
    /** @description A generation with its timeline, inputs and receipt. */
    GenerationDetail: components["schemas"]["Generation"] & {
      /** @default png */
      output_format: components["schemas"]["OutputFormat"];
      /** @default auto */
      background: components["schemas"]["Background"];
      /** @description Who has served it; `null` until that is known. */
      provider: string | null;
      /** @description How many wait before it; `null` once it runs. */
      queue_position: number | null;
      /** @description What has happened, the earliest first. */
      timeline: components["schemas"]["TimelineEntry"][];
      /** @description The reference images. */
      inputs: components["schemas"]["GenerationInput"][];
      receipt: components["schemas"]["Receipt"];
    };
    /** @description One thing that has happened. */
    TimelineEntry: {
      /**
       * @description `accepted` and held; `started` by a worker; `sent` to a provider; `stored`: an image lies
       *     in storage; how it ended; `webhook_delivered` or `webhook_failed`.
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
      /** @description Which provider, image or address it was. */
      detail: string | null;
    };
    /** @description A reference image. Its bytes are at `…/inputs/{position}`. */
    GenerationInput: {
      /** @description Which of them, from 0. */
      position: number;
      content_type: string;
      width: number;
      height: number;
      size_bytes: number;
    };
    /** @description What was held and what became of it. Once it is closed, captured + released = held. */
    Receipt: {
      /** @description The price of one image. */
      unit_credits: number;
      /** @description The price of all images asked for. */
      held: number;
      /** @description What was charged. */
      captured: number;
      /** @description What was given back. */
      released: number;
      /** Format: date-time */
      closed_at: string | null;
      /** @description Which batches have paid, in this order. */
      parts: components["schemas"]["ReceiptPart"][];
    };
    /** @description What one batch has paid. */
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
    /** @description A request for images, as JSON. */
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
      user?: components["schemas"]["EndUser"];
    };
    /** @description A request for images, as a form with reference images. */
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
      user?: components["schemas"]["EndUser"];
      /**
       * @description Reference images, one part each: PNG, JPEG or WebP, at most 50 MB a file, at most as many
       *     as the model's `reference_image_limit`.
       */
      reference_image?: Upload[];
    };
    /**
     * @description How many images to make, at most as many as the model's `max_images`.
     * @default 1
     */
    AnyImageCount: number;
    /** @description What a generation would ask for. */
    QuoteRequest: {
      /**
       * @description At whose prices.
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
    /** @description A price, and what the request resolves to. */
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
      /** @description Credits that can be spent now. */
      available: number;
      /** @description Whether they are enough, also within the monthly limit of the plan. */
      enough: boolean;
    };
    /** @description An account at a glance. */
    Overview: {
      credits: components["schemas"]["SpendableCredits"];
      held: number;
      /** @description Credits that will expire, by the time at which they do, the earliest first; at most 100 times. */
      expiring: components["schemas"]["Expiration"][];
      /** @description Generations under way, the newest first; at most 20. */
      running: components["schemas"]["Generation"][];
      /** @description The newest generations that have succeeded; at most 12. */
      recent: components["schemas"]["Generation"][];
      /** @description How the generations ended that were accepted in the last 24 hours. */
      last_day: {
        accepted: number;
        succeeded: number;
        failed: number;
        blocked: number;
        canceled: number;
        credits: number;
      };
      /** @description How the endpoints fare. */
      webhooks: {
        enabled: number;
        /** @description Enabled ones whose last attempt failed. */
        failing: number;
        disabled: number;
      };
      /** @description What has been done of the first steps. */
      checklist: {
        has_credits: boolean;
        has_key: boolean;
        has_generation: boolean;
        has_webhook: boolean;
      };
    };
    /** @description What was used between two days, in UTC. */
    Usage: {
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
      /** @description One entry for each day, model and key with at least one generation. */
      data: components["schemas"]["UsageEntry"][];
    };
    /** @description What one key has used of one model on one day. */
    UsageEntry: {
      /** Format: date */
      day: string;
      model: string;
      dialect: components["schemas"]["Dialect"];
      /** @description The key; `null` for the playground. */
      key_id: string | null;
      key_label: string | null;
      generations: number;
      /** @description Those that failed or were blocked. */
      failed: number;
      images: number;
      /** @description Credits charged. */
      credits: number;
    };
    /** @description The id of a plan. */
    PlanId: string;
    /** @description Why; kept in the audit log. */
    Reason: string;
    /** @description One page of accounts. */
    AdminAccountList: {
      data: components["schemas"]["AdminAccount"][];
      next_cursor: components["schemas"]["NextCursor"];
    };
    /** @description An account, as an operator sees it. */
    AdminAccount: {
      /** Format: uuid */
      id: string;
      email: string;
      name: string | null;
      plan: components["schemas"]["PlanName"];
      admin: boolean;
      /** Format: date-time */
      disabled_at: string | null;
      credits: components["schemas"]["SpendableCredits"];
      held: number;
      /** Format: date-time */
      created_at: string;
      /**
       * Format: date-time
       * @description When it was last signed in or used a key.
       */
      last_seen_at: string | null;
    };
    /** @description An account with its batches of credits and its keys. */
    AdminAccountDetail: components["schemas"]["AdminAccount"] & {
      /** @description Batches that are not used up, in the order in which they are spent; at most the first 200. */
      batches: components["schemas"]["CreditBatch"][];
      /** @description Its keys, the newest first. */
      keys: components["schemas"]["Key"][];
    };
    /** @description What to change, and why. */
    UpdateAdminAccountRequest: {
      plan?: components["schemas"]["PlanId"];
      /** @description Whether it may use `/api/admin`. */
      admin?: boolean;
      /** @description Whether it is shut out. */
      disabled?: boolean;
      reason: components["schemas"]["Reason"];
    };
    /** @description Credits to add, and why. */
    GrantCreditsRequest: {
      /** @description How many. */
      credits: number;
      /**
       * @description Where they come from.
       * @enum {string}
       */
      source: "purchase" | "plan" | "promo" | "adjust";
      /** @description For how long they can be spent. Absent or `null`, for ever. */
      expires_in_days?: number | null;
      /** @description What the owner of the account reads beside the batch. */
      note?: string;
      /**
       * @description A name of your own for this grant, such as the number of an invoice. The same name again
       *     grants nothing and is a conflict.
       */
      reference?: string;
      reason: components["schemas"]["Reason"];
    };
    /** @description Why a batch is taken back. */
    VoidGrantRequest: {
      reason: components["schemas"]["Reason"];
    };
    /** @description What was taken back. */
    VoidedGrant: {
      /** @description How many credits. */
      voided: number;
    };
    /** @description Prices. Where several fit a request, the one that names most holds, dialect first. */
    PriceList: {
      data: components["schemas"]["Price"][];
    };
    /** @description The price of one image. `*` stands for any. */
    Price: {
      /** @enum {string} */
      dialect: "*" | "hub" | "plus" | "art" | "openai";
      model: string;
      /** @enum {string} */
      tier: "*" | "1K" | "2K" | "4K";
      /** @enum {string} */
      quality: "*" | "auto" | "low" | "medium" | "high";
      credits: number;
    };
    /** @description Models with their providers, in the order of `position`. */
    AdminModelList: {
      data: components["schemas"]["AdminModel"][];
    };
    /** @description A model and who serves it. */
    AdminModel: {
      /** @description What callers send as `model`. */
      id: string;
      /** @description The name to show to people. */
      name: string;
      /**
       * @description Who serves it. The first that takes work does; another is asked only where no paid call can
       *     have happened. Empty: the provider of the setting `PROVIDER`.
       */
      providers: components["schemas"]["ModelProvider"][];
      /** @description The largest `n`. */
      max_images: number;
      /** @description How many reference images one request may carry. */
      reference_image_limit: number;
      /** @description Where it stands in lists. */
      position: number;
      /** @description Whether callers may ask for it. */
      enabled: boolean;
      /**
       * @description The APIs that use this model for a request without a model. For `hub` it is the model that
       *     the playground selects first.
       */
      default_for: components["schemas"]["DefaultDialect"][];
      /**
       * @description Those of `providers` that cannot serve it: providers without a key, and `demo` beside other
       *     providers. If all are listed here, requests for the model are answered with 503.
       */
      unusable_providers: string[];
    };
    /** @description A model to add or change. */
    AdminModelInput: {
      /** @description What callers send as `model`. */
      id: string;
      /** @description The name to show to people. */
      name: string;
      /**
       * @description The providers that serve it, in order. The next one is asked only where no paid call can have
       *     happened. Empty: the provider of the setting `PROVIDER`.
       */
      providers: components["schemas"]["ModelProvider"][];
      /** @description The largest `n`. */
      max_images: number;
      /** @description How many reference images one request may carry. */
      reference_image_limit: number;
      /** @description Its place in lists. Left out: a new model comes last, an existing one keeps its place. */
      position?: number;
      /** @description Whether callers may ask for it. */
      enabled: boolean;
      /**
       * @description The APIs that use this model for a request without a model, in place of their former
       *     default. Left out: no default changes.
       */
      default_for?: components["schemas"]["DefaultDialect"][];
      /** @description Ignored. Accepted so that a model from the list can be sent back as it is. */
      unusable_providers?: string[];
    };
    /**
     * @description An API whose default model can be set.
     * @enum {string}
     */
    DefaultDialect: "hub" | "plus";
    /** @description A provider and its own name of the model. */
    ModelProvider: {
      provider: string;
      provider_model: string;
    };
    /** @description Plans. */
    PlanList: {
      data: components["schemas"]["Plan"][];
    };
    /** @description What accounts of a plan may do. */
    Plan: {
      id: components["schemas"]["PlanId"];
      /** @description The name to show to people. */
      name: string;
      /** @description The most that may be spent in a calendar month; `null` for no limit. */
      monthly_credit_cap: number | null;
      /** @description What every account gets once a month, to spend within it; 0 for nothing. */
      monthly_grant_credits: number;
      /** @description Limits by dialect. A dialect that is not listed is open, without limits. */
      access: components["schemas"]["PlanAccess"][];
    };
    /** @description What a plan allows in one dialect. */
    PlanAccess: {
      dialect: components["schemas"]["Dialect"];
      /** @description Whether keys of this dialect work. */
      allowed: boolean;
      /** @description For each key; `null` for no limit. */
      requests_per_hour: number | null;
      /** @description Generations at once for each key; `null` for no limit. */
      running_limit: number | null;
    };
    /** @description Providers. */
    ProviderList: {
      data: components["schemas"]["ProviderHealth"][];
    };
    /** @description How a provider fares. */
    ProviderHealth: {
      provider: string;
      /**
       * @description `up`: used. `down`: skipped after failures. `probing`: one call is tried after a while
       *     down.
       * @enum {string}
       */
      state: "up" | "down" | "probing";
      /**
       * Format: date-time
       * @description Since when; `null` where that was never otherwise.
       */
      since: string | null;
      /** Format: date-time */
      next_probe_at: string | null;
      /** @description The provider's words. Show them as text only. */
      last_error: string | null;
      /** Format: date-time */
      last_success_at: string | null;
      calls_last_hour: number;
      failures_last_hour: number;
      /** @description Calls of the last 30 days that may have cost money without giving an image. */
      spend_unknown: number;
    };
    /** @description Work that waits and runs. */
    Queue: {
      queued: number;
      running: number;
      /** Format: date-time */
      oldest_queued_at: string | null;
      deliveries_pending: number;
      /**
       * Format: date-time
       * @description Since when the oldest of these is to be delivered.
       */
      oldest_delivery_at: string | null;
      /** @description Worker processes that have not stopped. */
      workers: components["schemas"]["Worker"][];
      /** @description Generations past half of their time, the oldest first; at most 50. */
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
      /** @description How many generations it works on. */
      running: number;
    };
    /** @description A generation that takes long. */
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
       * @description When it is given up and its credits are given back.
       */
      deadline_at: string;
      /**
       * Format: date-time
       * @description Since when its worker is asked to end it.
       */
      cancel_requested_at: string | null;
    };
    /** @description Why a generation is called off. */
    CancelStuckRequest: {
      reason: components["schemas"]["Reason"];
    };
    /** @description What became of it. */
    CanceledStuck: {
      /**
       * @description `canceled`: it has ended, and its credits are given back. `requested`: its worker is asked
       *     to break off the call; images that have arrived by then are delivered and charged.
       * @enum {string}
       */
      outcome: "canceled" | "requested";
    };
    /** @description Who may make an account, and why. */
    SetSignUpRequest: {
      /** @description Whether anyone may make an account. */
      open: boolean;
      reason: components["schemas"]["Reason"];
    };
    /** @description One page of the audit log. */
    AuditEntryList: {
      data: components["schemas"]["AuditEntry"][];
      next_cursor: components["schemas"]["NextCursor"];
    };
    /**
     * @description What was done.
     * @enum {string}
     */
    AuditAction:
      | "account.plan"
      | "account.admin"
      | "account.disable"
      | "account.enable"
      | "account.password"
      | "grant"
      | "void"
      | "prices"
      | "plan"
      | "model"
      | "generation.cancel"
      | "signup"
      | "moderation.add"
      | "moderation.remove";
    /** @description Who has changed what and why. */
    AuditEntry: {
      id: string;
      /** @description The e-mail address of the admin, or `cli`. */
      actor: string;
      action: components["schemas"]["AuditAction"];
      /** @description The account that it concerns. */
      account_id: string | null;
      /** @description The e-mail address that this account has now. */
      account_email: string | null;
      /** @description What was changed, such as the id of a batch or a model. */
      subject: string | null;
      reason: string | null;
      /** @description What was there before, and after. */
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
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description E-mail address or password is wrong. */
    InvalidCredentials: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request carries no valid session. */
    SignInRequired: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
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
    /** @description The generation cannot be made from here. */
    PlanClosed: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The sign-in is refused. */
    SignInRefused: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description An account cannot be made here. */
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
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The path exists, but not for this method. */
    MethodNotAllowed: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        Allow: components["headers"]["Allow"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request does not fit how things stand. */
    Conflict: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
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
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The body is not of a type that is read here. */
    UnsupportedMediaType: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description Too many tries. */
    RateLimited: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description A fault of the server. */
    InternalError: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The server cannot take the request now. */
    Unavailable: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The account cannot pay for the request. */
    PaymentRequired: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The account is no admin, or the request does not come from this site. */
    AdminOnly: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description The request is well formed but refused for what it says. */
    Unprocessable: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description Too many generations are under way. */
    TooManyGenerations: {
      headers: {
        "X-Request-Id": components["headers"]["RequestId"];
        "Retry-After": components["headers"]["RetryAfter"];
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
  };
  parameters: {
    /**
     * @description A key of your choice, such as a UUID, that makes repeating this request safe: the same key
     *     with the same request gives the same generation, and nothing is charged again. The same key
     *     with another request is refused with 422. Kept for at least 24 hours. Requests refused with
     *     400, 401 or 429 are not remembered.
     */
    IdempotencyKey: string;
    /** @description The `next_cursor` of the page before. */
    Cursor: string;
    /**
     * @description How many entries a page may have.
     * @example 20
     */
    Limit: number;
    /** @description The name of the event. */
    WebhookEvent: components["schemas"]["WebhookEventName"];
    /**
     * @description HMAC-SHA256 of the body's bytes in lower-case hex, keyed by the whole secret including
     *     `whsec_`.
     */
    WebhookSignature: string;
    /** @description The id of the delivery, the same in every attempt. Use it to drop duplicates. */
    WebhookDelivery: string;
    /** @description The same id, for verifiers of Standard Webhooks. */
    StandardWebhookId: string;
    /** @description When this attempt was made, in seconds since 1970. */
    StandardWebhookTimestamp: number;
    /**
     * @description Signatures of `id.timestamp.body` as Standard Webhooks writes them (`v1,` and base64). There
     *     are two, separated by a space, for 24 hours after the secret was rotated.
     */
    StandardWebhookSignature: string;
    /**
     * @description Only what happened at this moment or later.
     * @example 2026-04-01T00:00:00Z
     */
    From: string;
    /**
     * @description Only what happened before this moment.
     * @example 2026-05-01T00:00:00Z
     */
    To: string;
    /**
     * @description The first day, in UTC. Without it, 29 days before `to`.
     * @example 2026-04-01
     */
    FirstDay: string;
    /**
     * @description The last day, in UTC. Without it, today.
     * @example 2026-04-30
     */
    LastDay: string;
    /**
     * @description Only what was used of this model.
     * @example gpt-image-2
     */
    UsageModel: string;
    /**
     * @description Only what this key has used; `none` for what the playground has.
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
     * @description Id of this request. Name it when you report a problem.
     * @example 019a9f4e-6a52-7c3e-8a51-2f3f1f0f7a10
     */
    RequestId: string;
    /**
     * @description `true` when the reply tells of a generation that an earlier request with the same
     *     `Idempotency-Key` has created. Absent otherwise.
     * @example true
     */
    IdempotentReplayed: "true";
    /**
     * @description The methods that the path knows.
     * @example GET, HEAD
     */
    Allow: string;
    /**
     * @description Seconds to wait before the next try.
     * @example 12
     */
    RetryAfter: number;
    /**
     * @description The session cookie: `HttpOnly`, `SameSite=Lax`, and under https `Secure` as `__Host-session`.
     * @example session=3q2-7w; Path=/; HttpOnly; SameSite=Lax
     */
    SetCookie: string;
    /**
     * @description Under which name to save the file.
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
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
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
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Account"];
        };
      };
      401: components["responses"]["SignInRequired"];
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
      /** @description The account as it is now. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Account"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
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
      /** @description The sessions that have not ended. */
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
      403: components["responses"]["CsrfFailed"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  revokeSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the session. */
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
      403: components["responses"]["CsrfFailed"];
      404: components["responses"]["NotFound"];
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
      /** @description The account is closed. */
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
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["KeyList"];
        };
      };
      401: components["responses"]["SignInRequired"];
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
      /** @description The key, shown this once. */
      201: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedKey"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  revokeKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the key. */
        keyId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The key, revoked. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Key"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      404: components["responses"]["NotFound"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  rotateKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the key. */
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
      /** @description The key with its new secret, shown this once. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedKey"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
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
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["WebhookList"];
        };
      };
      401: components["responses"]["SignInRequired"];
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
      /** @description The endpoint, with its secret shown this once. */
      201: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedWebhook"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the endpoint. */
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
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      404: components["responses"]["NotFound"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the endpoint. */
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The endpoint is gone. */
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
      404: components["responses"]["NotFound"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  updateWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the endpoint. */
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
      /** @description The endpoint as it is now. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Webhook"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  rotateWebhookSecret: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the endpoint. */
        webhookId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The endpoint, with its new secret shown this once. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedWebhook"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      404: components["responses"]["NotFound"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  testWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the endpoint. */
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
      /** @description The delivery that was made out. Read it to see the reply. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Delivery"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
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
         * @description Only deliveries that stand like this.
         * @example failed
         */
        status?: components["schemas"]["DeliveryStatus"];
        /**
         * @description Only deliveries of this event.
         * @example generation.succeeded
         */
        event?: components["schemas"]["WebhookEventName"];
        /** @description The `next_cursor` of the page before. */
        cursor?: components["parameters"]["Cursor"];
        /**
         * @description How many entries a page may have.
         * @example 20
         */
        limit?: components["parameters"]["Limit"];
      };
      header?: never;
      path: {
        /** @description The id of the endpoint. */
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
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryList"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      404: components["responses"]["NotFound"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the endpoint. */
        webhookId: string;
        /** @description The id of the delivery. */
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
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeliveryDetail"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      404: components["responses"]["NotFound"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  resendDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the endpoint. */
        webhookId: string;
        /** @description The id of the delivery. */
        deliveryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The delivery, pending again. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Delivery"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      404: components["responses"]["NotFound"];
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
        /** @description The id of the endpoint. */
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
      /** @description How many deliveries are pending again. */
      202: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResendFailedResult"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
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
      /** @description The credits at this moment. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Credits"];
        };
      };
      401: components["responses"]["SignInRequired"];
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
         * @description Only what happened at this moment or later.
         * @example 2026-04-01T00:00:00Z
         */
        from?: components["parameters"]["From"];
        /**
         * @description Only what happened before this moment.
         * @example 2026-05-01T00:00:00Z
         */
        to?: components["parameters"]["To"];
        /** @description The `next_cursor` of the page before. */
        cursor?: components["parameters"]["Cursor"];
        /**
         * @description How many entries a page may have.
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
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreditEntryList"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
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
         * @description Only what happened at this moment or later.
         * @example 2026-04-01T00:00:00Z
         */
        from?: components["parameters"]["From"];
        /**
         * @description Only what happened before this moment.
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
      /** @description The ledger, one line an entry, with a line of names. */
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
      /** @description The account at this moment. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Overview"];
        };
      };
      401: components["responses"]["SignInRequired"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getUsage: {
    parameters: {
      query?: {
        /**
         * @description The first day, in UTC. Without it, 29 days before `to`.
         * @example 2026-04-01
         */
        from?: components["parameters"]["FirstDay"];
        /**
         * @description The last day, in UTC. Without it, today.
         * @example 2026-04-30
         */
        to?: components["parameters"]["LastDay"];
        /**
         * @description Only what was used of this model.
         * @example gpt-image-2
         */
        model?: components["parameters"]["UsageModel"];
        /**
         * @description Only what this key has used; `none` for what the playground has.
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
      /** @description What was used. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Usage"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  exportUsage: {
    parameters: {
      query?: {
        /**
         * @description The first day, in UTC. Without it, 29 days before `to`.
         * @example 2026-04-01
         */
        from?: components["parameters"]["FirstDay"];
        /**
         * @description The last day, in UTC. Without it, today.
         * @example 2026-04-30
         */
        to?: components["parameters"]["LastDay"];
        /**
         * @description Only what was used of this model.
         * @example gpt-image-2
         */
        model?: components["parameters"]["UsageModel"];
        /**
         * @description Only what this key has used; `none` for what the playground has.
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
      /** @description Usage, one line for each day, model and key, with a line of names. */
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
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ModelList"];
        };
      };
      401: components["responses"]["SignInRequired"];
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
      /** @description The price at this moment. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Quote"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listGenerations: {
    parameters: {
      query?: {
        /**
         * @description Only generations that stand like one of these.
         * @example [
         *       "failed",
         *       "blocked"
         *     ]
         */
        status?: components["schemas"]["GenerationState"][];
        /**
         * @description Only generations of this dialect.
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
         * @description Only what happened at this moment or later.
         * @example 2026-04-01T00:00:00Z
         */
        from?: components["parameters"]["From"];
        /**
         * @description Only what happened before this moment.
         * @example 2026-05-01T00:00:00Z
         */
        to?: components["parameters"]["To"];
        /** @description Only generations whose prompt contains this, in upper or lower case. */
        text?: string;
        /** @description Only generations with exactly this `user`. */
        user?: string;
        /** @description The `next_cursor` of the page before. */
        cursor?: components["parameters"]["Cursor"];
        /**
         * @description How many entries a page may have.
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
          "application/json": components["schemas"]["GenerationList"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  createGeneration: {
    parameters: {
      query?: never;
      header?: {
        /**
         * @description A key of your choice, such as a UUID, that makes repeating this request safe: the same key
         *     with the same request gives the same generation, and nothing is charged again. The same key
         *     with another request is refused with 422. Kept for at least 24 hours. Requests refused with
         *     400, 401 or 429 are not remembered.
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
      503: components["responses"]["Unavailable"];
    };
  };
  getGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the generation. */
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
          "application/json": components["schemas"]["GenerationDetail"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      404: components["responses"]["NotFound"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the generation. */
        generationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The generation is gone. */
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
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  cancelGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the generation. */
        generationId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The generation as it stands after the request. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GenerationDetail"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      403: components["responses"]["CsrfFailed"];
      404: components["responses"]["NotFound"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  watchGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the generation. */
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
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": components["schemas"]["GenerationDetail"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      404: components["responses"]["NotFound"];
      429: components["responses"]["RateLimited"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getGenerationInput: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the generation. */
        generationId: string;
        /**
         * @description Which of them, from 0.
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
      404: components["responses"]["NotFound"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getThumbnail: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the image. */
        imageId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The small image. */
      200: {
        headers: {
          "X-Request-Id": components["headers"]["RequestId"];
          [name: string]: unknown;
        };
        content: {
          "image/webp": unknown;
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["SignInRequired"];
      404: components["responses"]["NotFound"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listAccounts: {
    parameters: {
      query?: {
        /**
         * @description Only accounts whose e-mail address or name begins with this, in upper or lower case. Of
         *     many such accounts the first 2,000 by address and by name are looked at.
         */
        text?: string;
        /**
         * @description Only accounts of this plan.
         * @example pro
         */
        plan?: components["schemas"]["PlanId"];
        /**
         * @description Only accounts that are disabled, or that are not.
         * @example true
         */
        disabled?: boolean;
        /** @description The `next_cursor` of the page before. */
        cursor?: components["parameters"]["Cursor"];
        /**
         * @description How many entries a page may have.
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
      403: components["responses"]["AdminOnly"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  getAdminAccount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the account. */
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
      403: components["responses"]["AdminOnly"];
      404: components["responses"]["NotFound"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  updateAdminAccount: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the account. */
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
      /** @description The account as it is now. */
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
      403: components["responses"]["AdminOnly"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  grantCredits: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the account. */
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
      /** @description The new batch. */
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
      403: components["responses"]["AdminOnly"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  voidGrant: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the account. */
        accountId: string;
        /** @description The id of the batch. */
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
      /** @description What was taken back. */
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
      403: components["responses"]["AdminOnly"];
      404: components["responses"]["NotFound"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
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
      403: components["responses"]["AdminOnly"];
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
        "application/json": components["schemas"]["PriceList"];
      };
    };
    responses: {
      /** @description The prices as they are now. */
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
      403: components["responses"]["AdminOnly"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
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
      403: components["responses"]["AdminOnly"];
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
      /** @description The model as it is now. */
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
      403: components["responses"]["AdminOnly"];
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
        "application/json": components["schemas"]["Plan"];
      };
    };
    responses: {
      /** @description The plan as it is now. */
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
      403: components["responses"]["AdminOnly"];
      408: components["responses"]["RequestTimeout"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
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
      403: components["responses"]["AdminOnly"];
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
      /** @description The queue at this moment. */
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
      403: components["responses"]["AdminOnly"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  cancelStuckGeneration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The id of the generation. */
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
      /** @description It has ended, or is about to. */
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
      /** @description What signing in needs now. */
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
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
  listAuditEntries: {
    parameters: {
      query?: {
        /** @description Only entries that concern this account. */
        account_id?: string;
        /** @description Only what was done by somebody whose e-mail address contains this. */
        actor?: string;
        /** @description Only entries of this kind. */
        action?: components["schemas"]["AuditAction"];
        /**
         * @description Only what happened at this moment or later.
         * @example 2026-04-01T00:00:00Z
         */
        from?: components["parameters"]["From"];
        /**
         * @description Only what happened before this moment.
         * @example 2026-05-01T00:00:00Z
         */
        to?: components["parameters"]["To"];
        /** @description The `next_cursor` of the page before. */
        cursor?: components["parameters"]["Cursor"];
        /**
         * @description How many entries a page may have.
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
      403: components["responses"]["AdminOnly"];
      500: components["responses"]["InternalError"];
      503: components["responses"]["Unavailable"];
    };
  };
}
