export { type ArtClient, createArtClient } from "./art.js";
export { type AccountClient, createAccountClient } from "./account.js";
export * from "./errors.js";
export { createHubClient, type HubClient } from "./hub.js";
export { createOpenaiClient, type OpenaiClient } from "./openai.js";
export type * from "./options.js";
export { createPlusClient, type PlusClient } from "./plus.js";
export type { WaitOptions } from "./wait.js";
export {
  type Delivery,
  verifyLegacySignature,
  verifyWebhook,
  type WebhookEvent,
} from "./webhooks.js";
