import { z } from "zod";
import { createCallLog } from "../http-client.ts";

/** A part of a message to examine. */
export type ModerationInput =
  { type: "text"; text: string } | { type: "image_url"; image_url: { url: string } };

const Verdict = z.object({
  flagged: z.boolean(),
  categories: z.record(z.string(), z.boolean()),
  category_scores: z.record(z.string(), z.number()),
  category_applied_input_types: z.record(z.string(), z.array(z.string())).optional(),
});
const Reply = z.object({ results: z.array(Verdict).min(1) });

/** What a moderation model found in an input, by category. */
export type ModerationVerdict = z.infer<typeof Verdict>;

/** A moderation model of a provider. */
export interface Moderator {
  /** Returns a verdict for each text, or one for all parts. Undefined: the model could not be asked. */
  examine(input: string[] | ModerationInput[]): Promise<ModerationVerdict[] | undefined>;
}

interface Cached {
  verdicts: ModerationVerdict[];
  endsAtMs: number;
}

interface ModeratorOptions {
  apiKey: string;
  /** With the version, as in "https://api.openai.com/v1". */
  baseUrl: string;
  model: string;
  /** The maximum duration of a call. */
  timeoutMs?: number;
  onFailure(cause: unknown): void;
}

const TIMEOUT_MS = 3_000;
// So that a prompt that is sent again gets the same verdict.
const CACHED_MS = 15 * 60_000;
const MAX_CACHED = 1_000;
// After a call that took too long, so that not every request waits.
const PAUSE_MS = 10_000;

/** Opens the moderation endpoint of the OpenAI API or of a compatible server. It costs nothing. */
export function createModerator(options: ModeratorOptions): Moderator {
  const { timeoutMs = TIMEOUT_MS, onFailure } = options;
  const callLog = createCallLog(options.apiKey);
  const cache = new Map<string, Cached>();
  let pausedUntilMs = 0;
  return {
    async examine(input) {
      const now = performance.now();
      const digest = Bun.SHA256.hash(JSON.stringify(input), "base64");
      const cached = cache.get(digest);
      if (cached !== undefined && cached.endsAtMs > now) return cached.verdicts;
      if (now < pausedUntilMs) return undefined;
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const verdicts = await send(options, input, signal);
        cache.set(digest, { verdicts, endsAtMs: now + CACHED_MS });
        const [oldest] = cache.keys();
        if (cache.size > MAX_CACHED && oldest !== undefined) cache.delete(oldest);
        return verdicts;
      } catch (cause) {
        if (signal.aborted) pausedUntilMs = performance.now() + PAUSE_MS;
        onFailure(callLog.clean(cause));
        return undefined;
      }
    },
  };
}

async function send(
  { apiKey, baseUrl, model }: ModeratorOptions,
  input: string[] | ModerationInput[],
  signal: AbortSignal,
): Promise<ModerationVerdict[]> {
  const response = await fetch(`${baseUrl}/moderations`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ model, input }),
    redirect: "manual",
    signal,
  });
  if (!response.ok) throw new Error(`The moderation endpoint responded with ${response.status}.`);
  const { results } = Reply.parse(await response.json());
  const expected = input.some((part) => typeof part !== "string") ? 1 : input.length;
  if (results.length === expected) return results;
  throw new Error(`The moderation endpoint returned ${results.length} of ${expected} results.`);
}
