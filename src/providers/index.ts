import type { Config } from "../config.ts";
import { createDemo } from "./demo.ts";
import { createKie } from "./kie.ts";
import type { KieOptions } from "./kie/line.ts";
import type { Provider } from "./provider.ts";

/** Every provider that the settings have what it needs for, by its name. */
export type Providers = ReadonlyMap<string, Provider>;

/** What providers need of the rooms beside them. */
export type ProviderTools = Pick<KieOptions, "takeTurn" | "download">;

/** Opens every provider that is set up. The demo needs nothing, and draws only where it is named. */
export async function openProviders(config: Config, tools: ProviderTools): Promise<Providers> {
  const { openai, kie, providerTimeoutMs: timeoutMs } = config;
  const providers: Provider[] = [createDemo()];
  if (openai.apiKey !== undefined) {
    // Loading the SDK takes longer than most commands: only who has a key waits for it.
    const { createOpenai } = await import("./openai.ts");
    providers.push(createOpenai({ apiKey: openai.apiKey, baseUrl: openai.baseUrl, timeoutMs }));
  }
  if (kie.apiKey !== undefined) {
    providers.push(createKie({ apiKey: kie.apiKey, baseUrl: kie.baseUrl, timeoutMs, ...tools }));
  }
  return new Map(providers.map((provider) => [provider.name, provider]));
}
