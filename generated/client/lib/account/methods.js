// Written by `bun run generate` from openapi.yaml. Do not edit.
/** Creates the methods. Each is one call. */
export function methods(calls) {
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
export const uncharged = new Set([
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
];
const known = new Set(errorCodes);
/** Whether a code is one of the API. */
export function isErrorCode(code) {
  return known.has(code);
}
