import { startHttpProxy, type HttpProxy } from "../../support/outage/http-proxy.ts";
import { startUpstream } from "../../support/upstream.ts";
import { findTag } from "./tags.ts";

/** A call as the provider saw it. Times in ms of `performance.now`. */
export interface ProviderCall {
  tag: string;
  /** The name of the process that made it. */
  caller: string;
  arrivedAt: number;
  /** Undefined while the call is not over. */
  endedAt?: number;
  /** The status that was sent; 0 if the connection was closed before. */
  status: number;
  /** Whether the whole response was written. */
  isWhole: boolean;
}

/** A provider whose calls are paid unless it refuses them with 429 or 503. */
export interface HarnessProvider {
  /** For OPENAI_BASE_URL. */
  url: string;
  calls: ProviderCall[];
  become: HttpProxy["become"];
  /** Added to the time of each call. */
  slowDown(ms: number): void;
  stop(): Promise<void>;
}

/**
 * Starts a provider that answers after 200 to 600 ms, or as words in the prompt say (see
 * `support/upstream/behaviors.ts`). `[busy-once]` has it refuse the first call of a generation with 429.
 */
export async function startProvider(): Promise<HarnessProvider> {
  const calls: ProviderCall[] = [];
  let extraMs = 0;
  const upstream = await startUpstream({
    onCall({ fields, headers }, reply) {
      const tag = findTag(String(fields.prompt)) ?? String(fields.prompt);
      const caller = toCaller(headers.authorization);
      const arrivedAt = performance.now();
      const call: ProviderCall = { tag, caller, arrivedAt, status: 0, isWhole: false };
      calls.push(call);
      reply.on("close", () => {
        call.endedAt = performance.now();
        call.status = reply.headersSent ? reply.statusCode : 0;
        call.isWhole = reply.writableFinished;
      });
    },
    chooseAnswer({ fields }) {
      const prompt = String(fields.prompt);
      const tag = findTag(prompt);
      const count = calls.filter((call) => call.tag === tag).length;
      if (prompt.includes("[busy-once]") && count === 1) return "429:1";
      if (prompt.includes("#up:")) return undefined;
      return `delay:${200 + (Bun.hash.crc32(prompt) % 400) + extraMs}`;
    },
  });
  const proxy = await startHttpProxy(Number(new URL(upstream.url).port));
  return {
    url: `http://127.0.0.1:${proxy.port}/v1`,
    calls,
    become: proxy.become,
    slowDown: (ms) => void (extraMs = ms),
    async stop() {
      await proxy.stop();
      await upstream.stop();
    },
  };
}

/** Returns the API key with which a process calls the provider. */
export function toProviderKey(processName: string): string {
  return `sk-${processName.replace(" ", "-")}`;
}

function toCaller(authorization = ""): string {
  return authorization.replace("Bearer sk-", "").replace("-", " ");
}

/** Returns whether the provider may have been paid for a call. */
export function isPaid({ status }: ProviderCall): boolean {
  return status !== 429 && status !== 503;
}
