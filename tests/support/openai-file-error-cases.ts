import { announce } from "./announced-body.ts";
import type { ErrorCase } from "./hub-error-cases.ts";
import type { MissingObject, Scenario } from "./scenario.ts";
import { renderBase64 } from "./upstream/images.ts";

const FILES = "/v1/files";
// No account has it.
const ABSENT = `${FILES}/file-${"0".repeat(32)}`;
const BATCHES = "/v1/batches";
const ABSENT_BATCH = `${BATCHES}/batch_${"0".repeat(32)}`;

type Headers = Record<string, string>;

/** Requests of moderation, batches and files, some for what does not exist. */
export const FILE_OPERATIONS: [
  name: string,
  send: (scene: Scenario, headers: Headers) => Promise<Response>,
][] = [
  ["createFile", (scene, headers) => sendFile(scene, {}, headers)],
  ["createBatch", (scene, headers) => createBatch(scene, {}, headers)],
  ["listBatches", ({ customer }, headers) => customer.call(BATCHES, { headers })],
  ["getBatch", ({ customer }, headers) => customer.call(ABSENT_BATCH, { headers })],
  [
    "cancelBatch",
    ({ customer }, headers) => customer.call(`${ABSENT_BATCH}/cancel`, { method: "POST", headers }),
  ],
  ["createModeration", (scene, headers) => moderate(scene, { input: "a hill" }, headers)],
  ["listFiles", ({ customer }, headers) => customer.call(FILES, { headers })],
  ["getFile", ({ customer }, headers) => customer.call(ABSENT, { headers })],
  ["deleteFile", ({ customer }, headers) => customer.call(ABSENT, { method: "DELETE", headers })],
  ["getFileContent", ({ customer }, headers) => customer.call(`${ABSENT}/content`, { headers })],
];

/** Requests that cause the errors of files, besides those of the key. */
export const FILE_ERROR_CASES: Record<string, ErrorCase[]> = {
  "createFile 400 invalid_value": [
    { provoke: (scene) => sendFile(scene, { purpose: undefined }) },
    { provoke: (scene) => sendFile(scene, { purpose: "assistants" }) },
    { provoke: (scene) => sendFile(scene, { purpose: "batch_output" }) },
    { provoke: (scene) => sendFile(scene, { "expires_after[anchor]": "created_at" }) },
    { provoke: (scene) => sendFile(scene, { "expires_after[seconds]": "3600" }) },
    { provoke: (scene) => sendFile(scene, expiresAfter("3599")) },
    { provoke: (scene) => sendFile(scene, expiresAfter("2592001")) },
    { provoke: (scene) => sendFile(scene, { file: new Blob(["words"]) }) },
    { provoke: (scene) => sendFile(scene, { purpose: "batch", file: new Blob([]) }) },
    { provoke: (scene) => sendFile(scene, { file: undefined }) },
  ],
  "createFile 413 payload_too_large": [
    { provoke: (scene) => sendFile(scene, { file: new Blob([Buffer.alloc(52_428_801)]) }) },
  ],
  "createFile 415 unsupported_media_type": [
    {
      provoke: ({ customer }) =>
        customer.call(FILES, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ purpose: "vision" }),
        }),
    },
  ],
  "createModeration 400 invalid_value": [
    { provoke: (scene) => moderate(scene, {}) },
    { provoke: (scene) => moderate(scene, { input: [] }) },
    { provoke: (scene) => moderate(scene, { input: 7 }) },
    { provoke: (scene) => moderate(scene, { input: ["a", { type: "text", text: "b" }] }) },
    { provoke: (scene) => moderate(scene, { input: [{ type: "text" }] }) },
    { provoke: (scene) => moderate(scene, { input: [{ type: "audio", text: "a" }] }) },
    { provoke: (scene) => moderate(scene, { input: ["a".repeat(100_000), "b".repeat(100_000)] }) },
  ],
  "createModeration 413 payload_too_large": [
    { provoke: (scene) => announce(scene, "/v1/moderations") },
  ],
  "createModeration 415 unsupported_media_type": [
    { provoke: (scene) => moderate(scene, { input: "a" }, { "content-type": "text/plain" }) },
  ],
  "createBatch 400 invalid_value": [
    { provoke: (scene) => createBatch(scene) },
    { provoke: (scene) => createBatch(scene, { input_file_id: "file-1" }) },
    { provoke: (scene) => createBatch(scene, { endpoint: "/v1/responses" }) },
    { provoke: (scene) => createBatch(scene, { completion_window: "1h" }) },
    { provoke: (scene) => createBatch(scene, { metadata: { a: 1 } }) },
    { provoke: (scene) => createBatch(scene, { output_expires_after: { anchor: "created_at" } }) },
    { provoke: (scene) => createBatch(scene, {}, { "idempotency-key": "k".repeat(256) }) },
  ],
  "createBatch 413 payload_too_large": [{ provoke: (scene) => announce(scene, BATCHES) }],
  "createBatch 415 unsupported_media_type": [
    { provoke: (scene) => createBatch(scene, {}, { "content-type": "text/plain" }) },
  ],
  "createBatch 422 idempotency_key_reused": [{ provoke: (scene) => createTwice(scene) }],
  "listBatches 400 invalid_value": [
    { provoke: ({ customer }) => customer.call(`${BATCHES}?limit=101`) },
    { provoke: ({ customer }) => customer.call(`${BATCHES}?after=batch_1`) },
  ],
  "listFiles 400 invalid_value": [
    { provoke: ({ customer }) => customer.call(`${FILES}?limit=0`) },
    { provoke: ({ customer }) => customer.call(`${FILES}?limit=10001`) },
    { provoke: ({ customer }) => customer.call(`${FILES}?order=newest`) },
    { provoke: ({ customer }) => customer.call(`${FILES}?after=file-1`) },
  ],
  ...Object.fromEntries(
    FILE_OPERATIONS.filter(([name]) => /^(get|delete|cancel)/.test(name)).map(([name, send]) => [
      `${name} 404 not_found`,
      [{ provoke: (scene: Scenario) => send(scene, {}) }],
    ]),
  ),
};

const TABLES: Record<string, MissingObject> = {
  createModeration: "table moderation_rules",
  ...{ listBatches: "table batches", getBatch: "table batches", cancelBatch: "table batches" },
};

/** The errors of operations on files of a server whose database is missing, or a part of it. */
export const FILE_DAMAGE_CASES: [
  name: string,
  missing: MissingObject,
  send: (scene: Scenario) => Promise<Response>,
][] = FILE_OPERATIONS.flatMap(([name, send]): typeof FILE_DAMAGE_CASES => [
  [`${name} 500 internal_error`, TABLES[name] ?? "table files", (scene) => send(scene, {})],
  [`${name} 503 server_is_overloaded`, "database", (scene) => send(scene, {})],
]);

function createBatch(
  { customer }: Scenario,
  fields: object = {},
  headers: Headers = {},
): Promise<Response> {
  const input_file_id = `file-${"0".repeat(32)}`;
  const wanted = { input_file_id, endpoint: "/v1/images/generations", completion_window: "24h" };
  return customer.call(BATCHES, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ ...wanted, ...fields }),
  });
}

/** Creates batches of different content with the same idempotency key. Neither has a valid input. */
async function createTwice(scene: Scenario): Promise<Response> {
  const file = { purpose: "batch", file: new Blob(["{}"]) };
  const { id } = await (await sendFile(scene, file)).json();
  const headers = { "idempotency-key": "one" };
  const fields = { input_file_id: id };
  await createBatch(scene, fields, headers);
  return createBatch(scene, { ...fields, metadata: { a: "b" } }, headers);
}

function moderate({ customer }: Scenario, body: object, headers: Headers = {}): Promise<Response> {
  const all = { "content-type": "application/json", ...headers };
  return customer.call("/v1/moderations", {
    method: "POST",
    headers: all,
    body: JSON.stringify(body),
  });
}

function expiresAfter(seconds: string): Headers {
  return { "expires_after[anchor]": "created_at", "expires_after[seconds]": seconds };
}

async function sendFile(
  { customer }: Scenario,
  fields: Record<string, string | Blob | undefined> = {},
  headers: Headers = {},
): Promise<Response> {
  const image = await renderBase64({ width: 64, height: 64, format: "png", index: 0 });
  const body = new FormData();
  const all = { purpose: "vision", file: new Blob([Buffer.from(image, "base64")]), ...fields };
  for (const [name, value] of Object.entries(all)) {
    if (value instanceof Blob) body.append(name, value, "soap.png");
    else if (value !== undefined) body.append(name, value);
  }
  return customer.call(FILES, { method: "POST", headers, body });
}
