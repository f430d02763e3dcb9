export { type ArtClient, createArtClient } from "./art.ts";
export { type AccountClient, createAccountClient } from "./account.ts";
export * from "./errors.ts";
export { createHubClient, type HubClient } from "./hub.ts";
export { createOpenaiClient, type OpenaiClient } from "./openai.ts";
export type * from "./options.ts";
export { createPlusClient, type PlusClient } from "./plus.ts";
export type { WaitOptions } from "./wait.ts";
export {
  type Delivery,
  verifyLegacySignature,
  verifyWebhook,
  type WebhookEvent,
} from "./webhooks.ts";
