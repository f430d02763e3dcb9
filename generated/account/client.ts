// Written by `bun run generate` from openapi.yaml. Do not edit.

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
     * @description Makes an account and signs it in. The first account of a server becomes its admin, also where
     *     sign-up is switched off.
     */
    post: operations["signUp"];
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
     *     under way are canceled and the credits left are void. The only admin of a server cannot be
     *     deleted.
     */
    post: operations["deleteAccount"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
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
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
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
    /**
     * @description `text2img` for images from text, `edit` for images from images. More kinds may come.
     * @example text2img
     */
    TaskType: string;
    /**
     * @description One image in two formats. The addresses are public to whoever knows them, never changed, and
     *     may be cached for ever.
     */
    Output: {
      /**
       * Format: uri
       * @description The image without loss, as PNG.
       */
      png: string;
      /**
       * Format: uri
       * @description The image as WebP, smaller.
       */
      webp: string;
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
      /** @description Whether the next account that is made becomes the admin, because there is none. */
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
      /** @description What a browser sends as `X-CSRF-Token` with each call that changes something. */
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
      overlap_hours?: number;
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
       * @description After a rotation, until when the old secret works; `null` otherwise.
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
     *     until they are above it again; `credits.expiring` 72 hours before a batch expires.
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
      event?:
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
      /** @description Batches that are not used up, in the order in which they are spent. */
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
      | "csrf_failed"
      | "forbidden"
      | "not_found"
      | "method_not_allowed"
      | "conflict"
      | "request_timeout"
      | "payload_too_large"
      | "unsupported_media_type"
      | "rate_limited"
      | "internal_error"
      | "unavailable";
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
  };
  parameters: {
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
  };
  requestBodies: never;
  headers: {
    /**
     * @description Id of this request. Name it when you report a problem.
     * @example 019a9f4e-6a52-7c3e-8a51-2f3f1f0f7a10
     */
    RequestId: string;
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
      403: components["responses"]["CsrfFailed"];
      408: components["responses"]["RequestTimeout"];
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
}
