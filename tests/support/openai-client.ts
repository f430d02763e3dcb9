import OpenAI, { type ClientOptions } from "openai";
import type { App, Customer } from "./app.ts";
import { validateResponseText } from "./contract-validator.ts";
import { parseEvents } from "./document-validator.ts";

/** Returns the real client for an app. Every response is validated against the document. */
export function openClient(
  app: App,
  customer: Pick<Customer, "key">,
  options: ClientOptions = {},
): OpenAI {
  return new OpenAI({
    apiKey: customer.key,
    baseURL: `${app.url}/v1`,
    fetch: (url, init) => app.fetch(String(url), init),
    logLevel: "off",
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    ...options,
  });
}

/** The fields of an event that tests read. */
export interface ImageEvent {
  type: string;
  b64_json: string;
  partial_image_index: number;
  usage: { input_tokens: number; output_tokens: number; total_tokens: number };
  error?: { code: string; type: string; message: string; param: string | null };
}

/** Posts JSON without interpreting the reply. */
export function postJson(
  customer: Customer,
  path: string,
  { body, headers = {} }: { body: object; headers?: Record<string, string> },
): Promise<Response> {
  return customer.call(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** Reads a stream to its end and validates its events against the document. */
export async function readEvents(reply: Response, path: string): Promise<ImageEvent[]> {
  const text = await reply.text();
  await validateResponseText(
    new Request(new URL(path, reply.url), { method: "POST" }),
    reply,
    text,
  );
  // The events were validated above.
  return parseEvents(text).map(({ data }) => data as ImageEvent);
}
