export { type ArtClient, createArtClient, isArtError } from "./art.ts";
export { type AccountClient, createAccountClient, isAccountError } from "./account.ts";
export type { DebugEvent } from "./debug.ts";
export * from "./errors.ts";
export type { FileInput } from "./files.ts";
export { createHubClient, type HubClient, isHubError } from "./hub.ts";
export { createOpenaiClient, isOpenaiError, type OpenaiClient } from "./openai.ts";
export type * from "./options.ts";
export { createPlusClient, isPlusError, type PlusClient } from "./plus.ts";
export type { CreateAndWaitOptions, WaitOptions } from "./wait.ts";
export {
  type Delivery,
  verifyLegacySignature,
  verifyWebhook,
  type WebhookEvent,
} from "./webhooks.ts";
