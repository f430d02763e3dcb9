import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createHmac, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { cli, cliInProcess, startCli } from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";

const OLD = "the secret of the first start 0001";
const NEW = "the secret that replaces the first";
const THIRD = "and a third one, for the next year";
const EMAIL = "ada@example.com";
const PASSWORD = "correct horse battery";
const CREATE = ["account", "create", "--email", EMAIL, "--plan", "pro", "--password", PASSWORD];

/** What was created with the first secret. */
interface Created {
  key: string;
  cookie: string;
  device: string;
  csrfToken: string;
  endpointId: string;
  webhookSecret: string;
}

let dataDir = "";
let database: Database;
let sql: postgres.Sql;
let receiver: Receiver;
let created: Created;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom-rotation-"));
  database = await createDatabase();
  sql = postgres(database.url, { max: 1 });
  receiver = startReceiver();
  created = await serve({ APP_SECRET: OLD }, createAll);
});
afterAll(async () => {
  await receiver.stop();
  await sql.end();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

test("a new APP_SECRET alone is refused, and nothing is changed", async () => {
  const { code, err } = await cli(settings({ APP_SECRET: NEW }), "key", "list", "--email", EMAIL);
  expect(code).toBe(1);
  expect(err).toContain("set APP_SECRET_PREVIOUS to it");
  await serve({ APP_SECRET: OLD }, expectAllWorks);
});

test("APP_SECRET_PREVIOUS is refused without APP_SECRET", async () => {
  const { code, err } = await cli(settings({ APP_SECRET_PREVIOUS: OLD }), "plans", "list");
  expect(code).toBe(1);
  expect(err).toContain("APP_SECRET is missing: set it, because APP_SECRET_PREVIOUS is set.");
});

test("with APP_SECRET_PREVIOUS, keys, sessions, devices and webhooks keep working", async () => {
  // As a database of a release that stored no keys.
  await sql`update installation set sealed_keys = null`;
  const both = { APP_SECRET: NEW, APP_SECRET_PREVIOUS: OLD };
  const before = await readSealed();
  expect((await cliInProcess(settings(both), "doctor")).out).toContain(
    "APP_SECRET is new: start `serve`",
  );
  await serve(both, async (url) => {
    await expectAllWorks(url);
    expect(await changeTheme(url)).toBe(200);
    expect(await signInAttacked(url)).toBe(200);
  });
  const after = await readSealed();
  expect(after.secret).not.toEqual(before.secret);
  expect(after.oldSecret).not.toEqual(before.oldSecret);
  expect((await cliInProcess(settings(both), "doctor")).out).toContain(
    "remove APP_SECRET_PREVIOUS",
  );
});

test("then the previous secret can be removed", async () => {
  await serve({ APP_SECRET: NEW }, expectAllWorks);
  expect((await cliInProcess(settings({ APP_SECRET: NEW }), "doctor")).out).toMatch(/ok +keys/);
  const list = ["key", "list", "--email", EMAIL];
  const { code } = await cliInProcess(settings({ APP_SECRET: OLD }), ...list);
  expect(code).toBe(1);
});

test("the secret can be replaced again", async () => {
  await serve({ APP_SECRET: THIRD, APP_SECRET_PREVIOUS: NEW }, expectAllWorks);
  await serve({ APP_SECRET: THIRD }, expectAllWorks);
});

describe("a former webhook secret that cannot be decrypted", () => {
  test("is reported while it is valid", async () => {
    await sql`
      update webhook_endpoints
      set old_secret = ${randomBytes(80)}, old_secret_until = clock() + interval '1 hour'`;
    const { code, out } = await cliInProcess(settings({ APP_SECRET: THIRD }), "doctor");
    expect(code).toBe(1);
    expect(out).toContain("1 webhook secrets are encrypted with another APP_SECRET");
  });

  test("does not sign, and prevents no delivery", async () => {
    await serve({ APP_SECRET: THIRD }, expectAllWorks);
    const signatures = receiver.at("/hook").at(-1)?.headers["webhook-signature"];
    expect(signatures?.split(" ")).toHaveLength(1);
  });

  test("is removed when the secret is replaced", async () => {
    const fourth = "and a fourth one, for a year after";
    await serve({ APP_SECRET: fourth, APP_SECRET_PREVIOUS: THIRD }, expectAllWorks);
    expect((await readSealed()).oldSecret).toBeNull();
    expect((await cliInProcess(settings({ APP_SECRET: fourth }), "doctor")).out).toMatch(
      /ok +keys/,
    );
  });
});

async function createAll(url: string): Promise<Created> {
  const own = settings({ APP_SECRET: OLD });
  expect(await cliInProcess(own, ...CREATE, "--admin")).toMatchObject({ code: 0 });
  const args = ["key", "create", "--email", EMAIL, "--dialect", "hub", "--json"];
  const { key } = JSON.parse((await cliInProcess(own, ...args)).out);
  const reply = await post(`${url}/api/auth/sign-in`, { email: EMAIL, password: PASSWORD });
  const [cookie = "", device = ""] = reply.headers
    .getSetCookie()
    .map((each) => each.split(";")[0] ?? "");
  const { csrf_token: csrfToken } = await reply.json();
  const events = ["generation.succeeded"];
  const hook = { url: receiver.url("/hook"), events };
  const { id } = await (await post(`${url}/api/account/webhooks`, hook, { cookie })).json();
  const rotate = `${url}/api/account/webhooks/${id}/rotate-secret`;
  const { secret } = await (await post(rotate, {}, { cookie })).json();
  return { key, cookie, device, csrfToken, endpointId: id, webhookSecret: secret };
}

/** Uses what was created with the first secret. */
async function expectAllWorks(url: string): Promise<void> {
  const { key, cookie, endpointId, webhookSecret } = created;
  const read = (path: string, headers: Record<string, string>) =>
    fetch(`${url}${path}`, { headers });
  expect((await read("/api/v1/credits", { authorization: `Bearer ${key}` })).status).toBe(200);
  expect((await read("/api/account", { cookie })).status).toBe(200);
  const count = receiver.at("/hook").length;
  const tested = await post(`${url}/api/account/webhooks/${endpointId}/test`, {}, { cookie });
  expect(tested.ok).toBe(true);
  const delivery = (await receiver.wait("/hook", count + 1)).at(-1);
  const expected = createHmac("sha256", webhookSecret)
    .update(delivery?.body ?? "")
    .digest("hex");
  expect(delivery?.headers["x-gptimg-signature"]).toBe(expected);
}

/** Changes a setting with the CSRF token of the first process. */
async function changeTheme(url: string): Promise<number> {
  const { cookie, csrfToken } = created;
  const headers = { cookie, "x-csrf-token": csrfToken, "content-type": "application/json" };
  const body = JSON.stringify({ theme: "dark" });
  return (await fetch(`${url}/api/account`, { method: "PATCH", headers, body })).status;
}

/** Signs in with the trusted device while its address is locked out. */
async function signInAttacked(url: string): Promise<number> {
  const path = `${url}/api/auth/sign-in`;
  const wrong = { email: EMAIL, password: "a wrong password" };
  for (let time = 0; time < 10; time++) expect((await post(path, wrong)).status).toBe(401);
  expect((await post(path, { email: EMAIL, password: PASSWORD })).status).toBe(429);
  const right = { email: EMAIL, password: PASSWORD };
  return (await post(path, right, { cookie: created.device })).status;
}

async function readSealed() {
  const [row] = await sql<{ secret: Buffer; oldSecret: Buffer | null }[]>`
    select secret, old_secret as "oldSecret" from webhook_endpoints`;
  if (row === undefined) throw new Error("There is no endpoint.");
  return row;
}

/** Runs a server with a worker, and stops it after `act`. */
async function serve<Result>(
  secrets: Record<string, string>,
  act: (url: string) => Promise<Result>,
): Promise<Result> {
  const started = startCli(settings(secrets), "serve", "--json");
  try {
    const line = await started.firstLine;
    if (line === "") throw new Error((await started.result).err);
    return await act(JSON.parse(line).url);
  } finally {
    started.kill("SIGTERM");
    await started.result;
  }
}

function settings(secrets: Record<string, string>): Record<string, string> {
  const own = { DATA_DIR: dataDir, DATABASE_URL: database.url, PORT: "0" };
  return { ...own, OUTBOUND_ALLOW: receiver.host, ...secrets };
}

function post(url: string, json: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(json),
  });
}
