export { createArtClient } from "./art.js";
export { createAccountClient } from "./account.js";
export * from "./errors.js";
export { createHubClient } from "./hub.js";
export { createOpenaiClient } from "./openai.js";
export { createPlusClient } from "./plus.js";
export { verifyLegacySignature, verifyWebhook } from "./webhooks.js";
