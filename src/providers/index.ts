import type { Config } from "../config.ts";
import { createDemo } from "./demo.ts";
import { createOpenai } from "./openai.ts";
import type { Provider } from "./provider.ts";

/** The provider that the settings name. */
export function openProvider(config: Config): Provider {
  switch (config.provider) {
    case "demo":
      return createDemo();
    case "openai":
      return createOpenai({
        apiKey: config.openai.apiKey ?? "",
        baseUrl: config.openai.baseUrl,
        timeoutMs: config.providerTimeoutMs,
      });
    case "kie":
      throw new Error("this build has no kie provider");
  }
}
