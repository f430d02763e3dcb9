import { afterAll, describe, expect, test } from "bun:test";
import { sendRaw } from "../support/raw-request.ts";
import { startSampleApi } from "../support/sample-api.ts";

const sample = startSampleApi();
afterAll(sample.close);

const deep = `${"[".repeat(40)}${"]".repeat(40)}`;
const manyKeys = JSON.stringify(
  Object.fromEntries(Array.from({ length: 30_000 }, (_, n) => [`k${n}`, 1])),
);

/** What is wrong, the body, and the fields that the refusal names. */
const REFUSED: [string, string, string[]][] = [
  ["cut JSON", '{"prompt":"a"', [""]],
  ["a trailing comma", '{"prompt":"a",}', [""]],
  ["NaN", '{"prompt":"a","strength":NaN}', [""]],
  ["single quotes", "{'prompt':'a'}", [""]],
  ["nothing at all", "", [""]],
  ["null", "null", [""]],
  ["a list", "[]", [""]],
  ["a text", '"x"', [""]],
  ["a number", "1", [""]],
  ["a NUL character", '{"prompt":"a\\u0000"}', ["prompt"]],
  [
    "a NUL character in a free field",
    '{"prompt":"a","anything":{"x":["\\u0000"]}}',
    ["anything.x.0"],
  ],
  ["a NUL character in a key", '{"prompt":"a","anything":{"\\u0000":1}}', ["anything"]],
  ["half of a surrogate pair", '{"prompt":"\\ud800"}', ["prompt"]],
  ["a __proto__ key", '{"prompt":"a","__proto__":{"n":2}}', [""]],
  ["a __proto__ key inside", '{"prompt":"a","anything":{"__proto__":{"x":1}}}', ["anything"]],
  ["nesting without end", `{"prompt":"a","anything":{"x":${deep}}}`, [""]],
  ["thirty thousand keys", `{"prompt":"a","anything":${manyKeys}}`, [""]],
  ["a key of 300 KB", `{"prompt":"a","anything":{"${"k".repeat(300_000)}":1}}`, ["anything"]],
  ["a field that is not known", '{"prompt":"a","credits":99}', ["credits"]],
  ["a field with markup for a name", '{"prompt":"a","<b>":99}', [""]],
  ["no prompt", "{}", ["prompt"]],
  ["an empty prompt", '{"prompt":""}', ["prompt"]],
  ["two faults", '{"n":5}', ["prompt", "n"]],
  ["4001 characters", JSON.stringify({ prompt: "a".repeat(4001) }), ["prompt"]],
  ["4001 emoji", JSON.stringify({ prompt: "🎨".repeat(4001) }), ["prompt"]],
  ["an unknown size", '{"prompt":"a","size":"1024x1024; rm"}', ["size"]],
  ["a size in capitals", '{"prompt":"a","size":"AUTO"}', ["size"]],
  ["too many items", '{"prompt":"a","urls":["a","b","c"]}', ["urls"]],
  ["an item of the wrong type", '{"prompt":"a","urls":["a",1]}', ["urls.1"]],
  ["null where the spec does not allow it", '{"prompt":"a","size":null}', ["size"]],
  ["a limit that is itself excluded", '{"prompt":"a","strength":0}', ["strength"]],
  [
    "a fault in the branch that was meant",
    '{"prompt":"a","target":{"kind":"mail"}}',
    ["target.address"],
  ],
  ["an unknown branch", '{"prompt":"a","target":{"kind":"x"}}', ["target.kind"]],
  ...["0", "-1", "1.5", '"2"', "1e9", "1e400", "9007199254740993", "true", "null", "[1]", "{}"].map(
    (n): [string, string, string[]] => [`n ${n}`, `{"prompt":"a","n":${n}}`, ["n"]],
  ),
];

describe("a JSON body is rejected for", () => {
  test.each(REFUSED)("%s", async (_, body, fields) => {
    const reply = await send(body);
    expect(reply.status).toBe(400);
    const { error } = await reply.json();
    expect(error.code).toBe("invalid_request");
    expect([...new Set(error.issues.map(pathOf))]).toEqual(fields);
    expect(error.message).toEndWith(".");
  });
});

const ACCEPTED: [string, BodyInit, unknown][] = [
  ["defaults filled in", '{"prompt":"a"}', { prompt: "a", n: 1 }],
  ["a byte order mark", '\ufeff{"prompt":"a"}', { prompt: "a", n: 1 }],
  ["the last of a repeated key", '{"prompt":"a","n":1,"n":4}', { prompt: "a", n: 4 }],
  [
    "null where the spec allows it",
    '{"prompt":"a","label":null}',
    { prompt: "a", n: 1, label: null },
  ],
  [
    "4000 emoji, counted as characters",
    JSON.stringify({ prompt: "🎨".repeat(4000) }),
    { prompt: "🎨".repeat(4000), n: 1 },
  ],
  [
    "brackets, commas, quotes and backslashes in a text",
    JSON.stringify({ prompt: '\\"[{,'.repeat(700) + "\\\\" }),
    { prompt: '\\"[{,'.repeat(700) + "\\\\", n: 1 },
  ],
  [
    "text that only looks dangerous",
    JSON.stringify({ prompt: "'; drop table users;-- ${7*7} {{7*7}} %s <script>" }),
    { prompt: "'; drop table users;-- ${7*7} {{7*7}} %s <script>", n: 1 },
  ],
];

describe("a JSON body is accepted with", () => {
  test.each(ACCEPTED)("%s", async (_, body, seen) => {
    const reply = await send(body);
    expect(reply.status).toBe(200);
    expect((await reply.json()).seen.body).toEqual(seen);
  });
});

test("an error never repeats the request", async () => {
  const marker = "private-marker";
  const bodies = [
    { prompt: "a", n: marker, size: marker, label: marker.repeat(9), target: { kind: marker } },
    { prompt: "a", anything: marker, urls: marker, [`${marker} <b>`]: 1 },
  ];
  for (const body of bodies) {
    const reply = await send(JSON.stringify(body));
    expect(reply.status).toBe(400);
    expect(await reply.text()).not.toContain(marker);
  }
});

test("bytes that are not UTF-8 are rejected", async () => {
  const utf16 = new Uint8Array(Buffer.from('{"prompt":"a"}', "utf16le"));
  const broken = new Uint8Array([...Buffer.from('{"prompt":"'), 0xff, ...Buffer.from('"}')]);
  expect((await send(utf16)).status).toBe(400);
  expect((await send(broken)).status).toBe(400);
});

test("a body that is too large is rejected with and without a Content-Length", async () => {
  const chunk = "a".repeat(1_100_000);
  const said = await sendRaw(sample.port, head("Content-Length: 1100000"));
  const counted = await sendRaw(
    sample.port,
    `${head("Transfer-Encoding: chunked")}${chunk.length.toString(16)}\r\n${chunk}\r\n0\r\n\r\n`,
  );
  expect([said.status, counted.status]).toEqual([413, 413]);
});

describe("only JSON in UTF-8 is accepted:", () => {
  const types: [string | undefined, number][] = [
    ["application/json", 200],
    ["Application/JSON; charset=UTF-8", 200],
    ["application/json;charset=latin1", 415],
    ["text/plain", 415],
    ["application/xml", 415],
    ["application/x-www-form-urlencoded", 415],
    ["application/json-patch+json", 415],
    [undefined, 415],
  ];
  test.each(types)("%p gets %d", async (type, status) => {
    const body = new TextEncoder().encode('{"prompt":"a"}');
    const headers = { authorization: "Bearer good", ...(type && { "content-type": type }) };
    const reply = await fetch(`${sample.url}/v1/images`, { method: "POST", headers, body });
    expect(reply.status).toBe(status);
  });

  test("compressed bodies get 415", async () => {
    const reply = await send(Bun.gzipSync('{"prompt":"a"}'), { "content-encoding": "gzip" });
    expect(reply.status).toBe(415);
  });
});

test("a body that arrives too slowly is aborted with an error response", async () => {
  const pace = { graceMs: 100, bytesPerSecond: 1000, totalMs: 1000 };
  const slow = startSampleApi({ bodyLimits: { jsonBytes: 1000, jsonRate: pace, formRate: pace } });
  const reply = await sendRaw(slow.port, head("Content-Length: 900"), { drip: " " });
  expect(reply.status).toBe(408);
  expect(slow.calls).not.toContain("quiet");
  await slow.close();
});

function send(body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${sample.url}/v1/images`, {
    method: "POST",
    headers: { authorization: "Bearer good", "content-type": "application/json", ...headers },
    body,
  });
}

function head(length: string): string {
  const lines = ["POST /v1/images HTTP/1.1", "Host: sample", "Authorization: Bearer good"];
  return [...lines, "Content-Type: application/json", length, "", ""].join("\r\n");
}

function pathOf(issue: { path: (string | number)[] }): string {
  return issue.path.join(".");
}
