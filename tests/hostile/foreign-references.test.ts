import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";
import { startBatch } from "../support/batch-client.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import { renderBase64 } from "../support/upstream/images.ts";

let app: App;
let owner: Customer;
let attacker: Customer;
/** What the owner has. */
const owned = {
  image: "",
  requests: "",
  batch: "",
  response: "",
  call: "",
  generation: "",
};

const JSON_TYPE = { "content-type": "application/json" };
const MODEL = { model: "gpt-image-2", prompt: "x" };
const TOOLS = [{ type: "image_generation" }];
const ACCEPT = { accept: "application/json, text/event-stream" };

beforeAll(async () => {
  app = await startApp();
  owner = await app.customer({ dialect: "openai" });
  attacker = await app.customer({ dialect: "openai" });
  const png = await renderBase64({ width: 64, height: 64, format: "png", index: 1 });
  owned.image = await createFile("vision", Buffer.from(png, "base64"));
  const line = { custom_id: "a", method: "POST", url: "/v1/images/generations", body: MODEL };
  owned.requests = await createFile("batch", JSON.stringify(line));
  owned.batch = (await startBatch(owner, JSON.stringify(line))).id;
  const response = await (
    await post(owner, ["/v1/responses", { input: "x", tools: TOOLS }])
  ).json();
  owned.response = response.id;
  owned.call = response.output[0].id;
  owned.generation = (await createHubGeneration(owner, app.url, { async: true })).body.id ?? "";
});
afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

type Sent = [path: string, body: object];

async function createFile(purpose: string, content: string | Buffer<ArrayBuffer>): Promise<string> {
  const body = new FormData();
  body.append("purpose", purpose);
  body.append("file", new Blob([content]), "a.png");
  return (await (await owner.call("/v1/files", { method: "POST", body })).json()).id;
}

function post({ call }: Customer, [path, body]: Sent, headers = {}): Promise<Response> {
  const all = { ...JSON_TYPE, ...headers };
  return call(path, { method: "POST", headers: all, body: JSON.stringify(body) });
}

const respond = (item: object, more = {}) => {
  const content = [{ type: "input_text", text: "x" }, item];
  return { input: [{ role: "user", content }], tools: TOOLS, ...more };
};
const batchOf = (input_file_id: string) => ({
  ...{ input_file_id, endpoint: "/v1/images/generations", completion_window: "24h" },
});
const imageOf = (file_id: string) => ({ type: "input_image", file_id });

const BODIES: [string, () => Sent][] = [
  ["a file as image", () => ["/v1/images/edits", { ...MODEL, images: [{ file_id: owned.image }] }]],
  [
    "a file as second image",
    () => [
      "/v1/images/edits",
      { ...MODEL, images: [{ file_id: owned.image }, { file_id: owned.image }] },
    ],
  ],
  [
    "a file as mask",
    () => [
      "/v1/images/edits",
      { ...MODEL, images: [{ file_id: owned.image }], mask: { file_id: owned.image } },
    ],
  ],
  [
    "a file of a create",
    () => ["/v1/images/generations", { ...MODEL, image: { file_id: owned.image } }],
  ],
  ["a file as URL", () => ["/v1/images/edits", { ...MODEL, images: [{ image_url: owned.image }] }]],
  ["a file of a response", () => ["/v1/responses", respond(imageOf(owned.image))]],
  ["a file of a batch", () => ["/v1/batches", batchOf(owned.requests)]],
  ["an image as the file of a batch", () => ["/v1/batches", batchOf(owned.image)]],
  [
    "a previous response",
    () => ["/v1/responses", { input: "x", previous_response_id: owned.response, tools: TOOLS }],
  ],
  [
    "the call of a response",
    () => [
      "/v1/responses",
      { input: [{ type: "image_generation_call", id: owned.call }], tools: TOOLS },
    ],
  ],
];

describeAttacks(
  "a body cannot name what another account has:",
  BODIES.map(([name, toSent]): Attack => [
    name,
    async () => {
      const [path, body] = toSent();
      const reply = await post(attacker, [path, body]);
      expect([400, 404]).toContain(reply.status);
      // As if it did not exist.
      const unknown = JSON.stringify(body).replaceAll(
        /(?<=file-|resp_|ig_)[0-9a-f]{32}/g,
        "0".repeat(32),
      );
      const absent = await post(attacker, [path, JSON.parse(unknown)]);
      expect(withoutIds(await reply.text())).toBe(withoutIds(await absent.text()));
    },
  ]),
);

const withoutIds = (text: string) => text.replaceAll(/(req_|file-|resp_|ig_)\w+/g, "");

test("the owner uses the file that the attacks name", async () => {
  const reply = await post(owner, [
    "/v1/images/edits",
    { ...MODEL, images: [{ file_id: owned.image }] },
  ]);
  expect(reply.status).toBe(200);
});

describeAttacks(
  "a list shows nothing of another account after its id:",
  (
    [
      ["files", () => `/v1/files?after=${owned.image}`],
      ["files in the other order", () => `/v1/files?order=asc&after=${owned.image}`],
      ["files of a purpose", () => `/v1/files?purpose=vision&after=${owned.image}`],
      ["batches", () => `/v1/batches?after=${owned.batch}`],
      ["batches, many", () => `/v1/batches?limit=100&after=${owned.batch}`],
    ] as [string, () => string][]
  ).map(([name, toPath]): Attack => [
    name,
    async () => {
      const reply = await attacker.call(toPath());
      expect([reply.status, (await reply.json()).data]).toEqual([200, []]);
    },
  ]),
);

const callTool = (name: string, args: object) => ({
  ...{ jsonrpc: "2.0", id: 1, method: "tools/call" },
  params: { name, arguments: args },
});

describeAttacks(
  "a tool of the Model Context Protocol gives no access to",
  (
    [
      [
        "a generation of another account",
        () => callTool("status", { generation_id: owned.generation }),
      ],
      ["a file of another account", () => callTool("edit", { prompt: "x", images: [owned.image] })],
      ["a local file", () => callTool("edit", { prompt: "x", images: ["file:///etc/passwd"] })],
      ["this server", () => callTool("edit", { prompt: "x", images: [`${app.url}/metrics`] })],
      [
        "metadata of a cloud",
        () => callTool("edit", { prompt: "x", images: ["http://169.254.169.254/"] }),
      ],
      [
        "an address in IPv6",
        () => callTool("edit", { prompt: "x", images: ["https://[::ffff:7f00:1]/"] }),
      ],
      [
        "an image that is SVG",
        () => callTool("edit", { prompt: "x", images: ["data:image/svg+xml;base64,PHN2Zy8+"] }),
      ],
      ["a prototype", () => callTool("__proto__", {})],
      ["a constructor", () => callTool("constructor", {})],
      ["more images than allowed", () => callTool("generate", { prompt: "x", n: 1_000_000_000 })],
      ["two calls at once", () => [callTool("balance", {}), callTool("balance", {})]],
    ] as [string, () => object][]
  ).map(([name, toMessage]): Attack => [
    name,
    async () => {
      const reply = await post(attacker, ["/mcp", toMessage()], ACCEPT);
      const { error, result } = await reply.json();
      expect(error !== undefined || result.isError).toBe(true);
      expect(JSON.stringify(result ?? {})).not.toContain("/files/");
    },
  ]),
);

const IMAGES = "/v1/images/generations";
const KEYED = { ...MODEL, async: true };

describeAttacks(
  "an idempotency key of another account returns nothing of it",
  ["key-1", "key with blanks", "%00", "batch/00000000-0000-0000-0000-000000000000/1", "'--"].map(
    (key): Attack => [
      key,
      async () => {
        const headers = { "idempotency-key": key };
        const first = await post(owner, [IMAGES, KEYED], headers);
        const second = await post(attacker, [IMAGES, KEYED], headers);
        expect([first.status, second.status]).toEqual([202, 202]);
        expect(second.headers.get("idempotent-replayed")).toBeNull();
        expect((await second.json()).task_id).not.toBe((await first.json()).task_id);
      },
    ],
  ),
);
