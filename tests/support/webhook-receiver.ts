import { createHmac, timingSafeEqual } from "node:crypto";
import OpenAI from "openai";
import { Webhook } from "standardwebhooks";
import { eventually } from "./eventually.ts";

/** A received delivery. */
export interface Received {
  path: string;
  id: string;
  event: string;
  headers: Record<string, string>;
  /** The bytes, which are UTF-8. */
  body: string;
}

type Answer = (received: Received, count: number) => Response | Promise<Response>;

/** A real HTTP server that receives webhooks and sends scripted replies. */
export interface Receiver {
  /** For OUTBOUND_ALLOW. */
  host: string;
  url(path: string): string;
  /** Sets the replies of a path; 200 by default. `count` is 1 at its first request. */
  answer(path: string, answer: Answer): void;
  /** The deliveries to a path so far. */
  at(path: string): Received[];
  /** Resolves with all deliveries to a path when there are `count`. */
  wait(path: string, count: number): Promise<Received[]>;
  stop(): Promise<void>;
}

/** Starts a receiver. Start it before the app, whose settings must allow its host. */
export function startReceiver(): Receiver {
  const received: Received[] = [];
  const answers = new Map<string, Answer>();
  const at = (path: string) => received.filter((each) => each.path === path);
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 60,
    async fetch(request) {
      const one = await read(request);
      received.push(one);
      return (await answers.get(one.path)?.(one, at(one.path).length)) ?? new Response("taken");
    },
  });
  return {
    host: `127.0.0.1:${server.port}`,
    url: (path) => `http://127.0.0.1:${server.port}${path}`,
    answer: (path, answer) => void answers.set(path, answer),
    at,
    async wait(path, count) {
      const message = `Fewer than ${count} deliveries to ${path} arrived`;
      await eventually(() => at(path).length >= count, { message });
      return at(path);
    },
    stop: () => server.stop(true),
  };
}

async function read(request: Request): Promise<Received> {
  const headers = Object.fromEntries(request.headers);
  return {
    path: new URL(request.url).pathname,
    id: headers["x-gptimg-delivery"] ?? "",
    event: headers["x-gptimg-event"] ?? "",
    headers,
    body: await request.text(),
  };
}

/** Verifies a delivery as the published sample for Node does. */
export function isVerifiedBySample(secret: string, { headers, body }: Received): boolean {
  const expected = createHmac("sha256", secret).update(body).digest("hex");
  const given = headers["x-gptimg-signature"] ?? "";
  return (
    given.length === expected.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given))
  );
}

/** Verifies a delivery with the `standardwebhooks` package. */
export function isVerifiedByStandard(secret: string, { headers, body }: Received): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

/** Verifies a delivery with the `openai` package. */
export async function isVerifiedByOpenai(
  secret: string,
  { headers, body }: Received,
): Promise<boolean> {
  const client = new OpenAI({ apiKey: "none", webhookSecret: secret });
  return client.webhooks.unwrap(body, headers).then(
    () => true,
    () => false,
  );
}
