/** The Portkey gateway, where it is installed: what many put in front of a provider. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../support/eventually.ts";
import { findFreePort } from "../support/ports.ts";
import type { Provider } from "./provider.ts";

const PROGRAM = "@portkey-ai/gateway/build/start-server.js";

/** A running gateway. It ends with its scope. */
export interface Portkey extends AsyncDisposable {
  url: string;
  pid: number;
  /** The headers that send a request to the provider. */
  headers: Record<string, string>;
}

/**
 * Returns the program of the gateway, or undefined. It is searched in PORTKEY_DIR, the folder in which
 * `npm install @portkey-ai/gateway` was run.
 */
export function findPortkey(): string | undefined {
  const folder = process.env.PORTKEY_DIR;
  if (folder === undefined || Bun.which("node") === null) return undefined;
  const program = join(folder, "node_modules", PROGRAM);
  return existsSync(program) ? program : undefined;
}

/** Starts the gateway with Node. */
export async function startPortkey(program: string, provider: Provider): Promise<Portkey> {
  const port = findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const child = Bun.spawn(["node", program, `--port=${port}`, "--headless"], {
    env: { ...process.env, NODE_ENV: "production" },
    stdout: "ignore",
    stderr: "ignore",
  });
  const isReady = () =>
    fetch(url).then(
      () => true,
      () => false,
    );
  await eventually(isReady, { timeoutMs: 30_000, message: "Portkey did not start" });
  return {
    url,
    pid: child.pid,
    headers: { "x-portkey-provider": "openai", "x-portkey-custom-host": provider.url },
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}
