import type { Config } from "../foundation/config.ts";
import { createDemo } from "./demo/demo.ts";
import { createKie } from "./kie/kie.ts";
import { createModerator, type Moderator } from "./openai/moderation.ts";
import type { Callbacks, KieOptions } from "./kie/task-context.ts";
import type { Provider } from "./provider.ts";

/** The configured providers, by name. */
export type Providers = ReadonlyMap<string, Provider>;

/** The dependencies of providers. */
type ProviderTools = Pick<KieOptions, "acquireProviderSlot" | "download"> &
  Pick<Callbacks, "heard">;

/** The path of provider callbacks, followed by the name of the provider. */
export const CALLBACKS_PATH = "/api/callbacks/";

/** Returns the names of the providers that these settings configure. */
export function configuredProviders({ openai, kie }: Config): Set<string> {
  const names = ["demo"];
  if (openai.apiKey !== undefined) names.push("openai");
  if (kie.apiKey !== undefined) names.push("kie");
  return new Set(names);
}

/** Opens the moderation model of a provider, if one is configured. */
export function openModerator(
  { openai: { apiKey, baseUrl, moderationModel: model } }: Config,
  onFailure: (cause: unknown) => void,
): Moderator | undefined {
  if (apiKey === undefined || model === undefined) return undefined;
  return createModerator({ apiKey, baseUrl, model, onFailure });
}

/** Opens the configured providers. The demo provider needs no configuration. */
export async function openProviders(
  config: Config,
  { heard, ...tools }: ProviderTools,
): Promise<Providers> {
  const { openai, kie, publicUrl, providerTimeoutMs: timeoutMs } = config;
  const providers: Provider[] = [createDemo()];
  if (openai.apiKey !== undefined) {
    // Imported only if it is needed, because loading the SDK takes longer than most commands.
    const { createOpenai } = await import("./openai/openai.ts");
    providers.push(createOpenai({ apiKey: openai.apiKey, baseUrl: openai.baseUrl, timeoutMs }));
  }
  if (kie.apiKey !== undefined) {
    const { apiKey, baseUrl, webhookHmacKey: hmacKey } = kie;
    // Without PUBLIC_URL no URL is known that the provider can reach.
    const callbacks =
      publicUrl === undefined
        ? undefined
        : { url: `${publicUrl}${CALLBACKS_PATH}kie`, hmacKey, heard };
    providers.push(createKie({ apiKey, baseUrl, timeoutMs, callbacks, ...tools }));
  }
  return new Map(providers.map((provider) => [provider.name, provider]));
}
