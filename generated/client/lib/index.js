export { createArtClient, isArtError } from "./art.js";
export { createAccountClient, isAccountError } from "./account.js";
export * from "./errors.js";
export { createHubClient, isHubError } from "./hub.js";
export { createOpenaiClient, isOpenaiError } from "./openai.js";
export { createPlusClient, isPlusError } from "./plus.js";
export { verifyLegacySignature, verifyWebhook } from "./webhooks.js";
