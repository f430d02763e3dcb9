import OpenAI, { type ClientOptions } from "openai";
import type { App, Customer } from "./app.ts";
import { validateResponseText } from "./contract-validator.ts";
import { parseEvents } from "./document-validator.ts";

/** The real client over an app's own door: every reply it gets is judged. */
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

/** What an event holds, as far as tests read it. */
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

/** Reads a stream to its end; its events are judged. */
export async function readEvents(reply: Response, path: string): Promise<ImageEvent[]> {
  const text = await reply.text();
  await validateResponseText(
    new Request(new URL(path, reply.url), { method: "POST" }),
    reply,
    text,
  );
  // The judge has found them as the document has them.
  return parseEvents(text).map(({ data }) => data as ImageEvent);
}
