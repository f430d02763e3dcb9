export { type ArtClient, createArtClient, isArtError } from "./art.js";
export { type AccountClient, createAccountClient, isAccountError } from "./account.js";
export type { DebugEvent } from "./debug.js";
export * from "./errors.js";
export type { FileInput } from "./files.js";
export { createHubClient, type HubClient, isHubError } from "./hub.js";
export { createOpenaiClient, isOpenaiError, type OpenaiClient } from "./openai.js";
export type * from "./options.js";
export { createPlusClient, isPlusError, type PlusClient } from "./plus.js";
export type { CreateAndWaitOptions, WaitOptions } from "./wait.js";
export {
  type Delivery,
  verifyLegacySignature,
  verifyWebhook,
  type WebhookEvent,
} from "./webhooks.js";
