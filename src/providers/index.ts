import type { Config } from "../foundation/config.ts";
import { createDemo } from "./demo/demo.ts";
import { createKie } from "./kie/kie.ts";
import type { Callbacks, KieOptions } from "./kie/task-context.ts";
import type { Provider } from "./provider.ts";

/** Every provider that the settings have what it needs for, by its name. */
export type Providers = ReadonlyMap<string, Provider>;

/** What providers need of the rooms beside them. */
export type ProviderTools = Pick<KieOptions, "acquireProviderSlot" | "download"> &
  Pick<Callbacks, "heard">;

/** Where providers call us, each under its name. */
export const CALLBACKS_PATH = "/api/callbacks/";

/** Returns the names of the providers that these settings configure. */
export function configuredProviders({ openai, kie }: Config): Set<string> {
  const names = ["demo"];
  if (openai.apiKey !== undefined) names.push("openai");
  if (kie.apiKey !== undefined) names.push("kie");
  return new Set(names);
}

/** Opens every provider that is set up. The demo needs nothing, and draws only where it is named. */
export async function openProviders(
  config: Config,
  { heard, ...tools }: ProviderTools,
): Promise<Providers> {
  const { openai, kie, publicUrl, providerTimeoutMs: timeoutMs } = config;
  const providers: Provider[] = [createDemo()];
  if (openai.apiKey !== undefined) {
    // Loading the SDK takes longer than most commands: only who has a key waits for it.
    const { createOpenai } = await import("./openai/openai.ts");
    providers.push(createOpenai({ apiKey: openai.apiKey, baseUrl: openai.baseUrl, timeoutMs }));
  }
  if (kie.apiKey !== undefined) {
    const { apiKey, baseUrl, webhookHmacKey: hmacKey } = kie;
    // Only an address that the operator has set is one that others can reach.
    const callbacks =
      publicUrl === undefined
        ? undefined
        : { url: `${publicUrl}${CALLBACKS_PATH}kie`, hmacKey, heard };
    providers.push(createKie({ apiKey, baseUrl, timeoutMs, callbacks, ...tools }));
  }
  return new Map(providers.map((provider) => [provider.name, provider]));
}
