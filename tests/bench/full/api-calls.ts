/** Calls of every operation of every OpenAPI document, and of every filter. */
import account from "../../../generated/account/openapi.json";
import art from "../../../generated/art/openapi.json";
import hub from "../../../generated/hub/openapi.json";
import openai from "../../../generated/openai/openapi.json";
import plus from "../../../generated/plus/openapi.json";
import { type Operation, readDocument, type Schema } from "../../../src/openapi/document.ts";
import { bodies, type Body, chooseClient, pathValues } from "./requests.ts";
import type { World } from "./world.ts";

const documents = { hub, plus, art, openai, account };
type Dialect = keyof typeof documents;
// More than any page; a longer response is an export, which is streamed in pages.
const MOST_BYTES = 2_000_000;
const DAY_MS = 86_400_000;
const STEP_MS = 60_000;

/** One step of the pass, measured by itself. */
export interface Step {
  name: string;
  run(world: World): Promise<void>;
}

/** Returns a step for each operation, and one for each value of each of its filters. */
export function listApiSteps(): Step[] {
  const names: Dialect[] = ["hub", "plus", "art", "openai", "account"];
  return names.flatMap((dialect) => {
    const { operations, schemas } = readDocument(documents[dialect]);
    return operations.flatMap((operation) => toSteps({ dialect, operation, schemas }));
  });
}

interface Called {
  dialect: Dialect;
  operation: Operation;
  schemas: Record<string, Schema>;
}

function toSteps(called: Called): Step[] {
  const { dialect, operation } = called;
  const name = `${dialect} ${operation.id}`;
  const filters = operation.parameters
    .filter((parameter) => parameter.in === "query" && parameter.name !== "cursor")
    .flatMap((parameter) =>
      listValues(called, parameter.name, parameter.schema).map((value) => [parameter.name, value]),
    );
  return [
    { name, run: (world) => call(world, called, "") },
    ...filters.map(([key = "", value = ""]) => ({
      name: `${name} ${key}=${value}`,
      run: (world: World) => call(world, called, `?${key}=${encodeURIComponent(value)}`),
    })),
  ];
}

/** Values of filters that are neither enumerated nor dates. One that is missing fails the pass. */
const FILTERS: Record<string, string> = {
  ...{ model: "gpt-image-2", text: "matches nothing", user: "user-7", plan: "pro", limit: "100" },
  ...{ disabled: "true", stuck: "true", spend_unknown: "true", actor: "cli", action: "grant" },
  ...{ key_id: "{keyId}", generation_id: "{generationId}", account_id: "{accountId}" },
  ...{ purpose: "vision", after: "{after}", stream: "false" },
};

function listValues({ schemas }: Called, name: string, schema: Schema): string[] {
  const resolved = resolve(schemas, schema);
  const items = resolved.items ? resolve(schemas, resolved.items) : resolved;
  if (items.enum && items.enum.length <= 12) return items.enum.map(String);
  const past = new Date(Date.now() - 60 * DAY_MS).toISOString();
  if (resolved.format === "date-time") return [past];
  if (resolved.format === "date") return [past.slice(0, 10)];
  const value = FILTERS[name];
  // The request then fails, because the filter has no valid value.
  return [value ?? ""];
}

function resolve(schemas: Record<string, Schema>, schema: Schema): Schema {
  const name = schema.$ref?.split("/").at(-1);
  return name === undefined ? schema : (schemas[name] ?? schema);
}

async function call(world: World, { dialect, operation }: Called, query: string): Promise<void> {
  const client = await chooseClient(world, dialect, operation);
  const values = await pathValues(world, operation, client);
  const fill = (text: string) =>
    text.replaceAll(/(?:\{|%7B)(\w+)(?:\}|%7D)/g, (_, name: string) => values[name] ?? name);
  const body = await toBody(world, dialect, operation);
  let path = fill(operation.path + query);
  // A list is read to its second page.
  for (let page = 0; page < 2; page++) {
    const text = await send(world, { operation, client, path, body });
    const cursor = /"next_cursor":"([^"]+)"/.exec(text)?.[1];
    if (cursor === undefined) return;
    path = `${fill(operation.path + query)}${query ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;
  }
}

interface Sent {
  operation: Operation;
  client: { headers: Record<string, string> };
  path: string;
  body: Body;
}

async function send({ app }: World, { operation, client, path, body }: Sent): Promise<string> {
  const reply = await fetch(app.url + path, {
    method: operation.method,
    // No worker runs, so nothing would end the wait of a synchronous create.
    headers: { ...client.headers, ...body.headers, prefer: "wait=0" },
    signal: AbortSignal.timeout(STEP_MS),
    ...(body.content !== undefined && { body: body.content }),
  });
  const text = await readStart(reply);
  // 504: a synchronous create of the OpenAI API was accepted, and its wait is over.
  if (reply.status >= 400 && reply.status !== 504) {
    throw new Error(`not covered: ${operation.method} ${path} answered ${reply.status} ${text}`);
  }
  return text;
}

async function readStart(reply: Response): Promise<string> {
  const isStream = reply.headers.get("content-type")?.startsWith("text/event-stream");
  let text = "";
  for await (const chunk of reply.body ?? []) {
    text += new TextDecoder().decode(chunk);
    if (isStream || text.length > MOST_BYTES) break;
  }
  return text;
}

/** Returns the body that the document shows, with the ids of this database. */
async function toBody(world: World, dialect: Dialect, operation: Operation): Promise<Body> {
  if (operation.body === undefined) return { headers: {} };
  const own = bodies[`${dialect}.${operation.id}`];
  if (own instanceof Function) {
    const content = await own(world);
    return content instanceof FormData ? { headers: {}, content } : toJson(content);
  }
  return toJson({ ...findExample(dialect, operation), ...own });
}

function toJson(value: object): Body {
  return { headers: { "content-type": "application/json" }, content: JSON.stringify(value) };
}

function findExample(dialect: Dialect, { path, method }: Operation): object {
  const paths: Record<string, Record<string, object>> = documents[dialect].paths;
  const operation = paths[path]?.[method.toLowerCase()] as {
    requestBody?: { content: Record<string, { examples?: Record<string, { value?: object }> }> };
  };
  const { examples = {} } = operation.requestBody?.content["application/json"] ?? {};
  return Object.values(examples)[0]?.value ?? {};
}
