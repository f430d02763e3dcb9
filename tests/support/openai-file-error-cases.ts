import { announce } from "./announced-body.ts";
import type { ErrorCase } from "./hub-error-cases.ts";
import type { MissingObject, Scenario } from "./scenario.ts";
import { renderBase64 } from "./upstream/images.ts";

const FILES = "/v1/files";
// No account has it.
const ABSENT = `${FILES}/file-${"0".repeat(32)}`;

type Headers = Record<string, string>;

/** Valid requests of moderation and of all operations on files, some for a file that does not exist. */
export const FILE_OPERATIONS: [
  name: string,
  send: (scene: Scenario, headers: Headers) => Promise<Response>,
][] = [
  ["createFile", (scene, headers) => sendFile(scene, {}, headers)],
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
  "listFiles 400 invalid_value": [
    { provoke: ({ customer }) => customer.call(`${FILES}?limit=0`) },
    { provoke: ({ customer }) => customer.call(`${FILES}?limit=10001`) },
    { provoke: ({ customer }) => customer.call(`${FILES}?order=newest`) },
    { provoke: ({ customer }) => customer.call(`${FILES}?after=file-1`) },
  ],
  ...Object.fromEntries(
    FILE_OPERATIONS.slice(3).map(([name, send]) => [
      `${name} 404 not_found`,
      [{ provoke: (scene: Scenario) => send(scene, {}) }],
    ]),
  ),
};

/** The errors of operations on files of a server whose database is missing, or a part of it. */
export const FILE_DAMAGE_CASES: [
  name: string,
  missing: MissingObject,
  send: (scene: Scenario) => Promise<Response>,
][] = FILE_OPERATIONS.flatMap(([name, send]): typeof FILE_DAMAGE_CASES => [
  [
    `${name} 500 internal_error`,
    name === "createModeration" ? "table moderation_rules" : "table files",
    (scene) => send(scene, {}),
  ],
  [`${name} 503 server_is_overloaded`, "database", (scene) => send(scene, {})],
]);

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
