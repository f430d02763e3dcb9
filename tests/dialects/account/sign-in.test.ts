import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { createHubGeneration } from "../../support/hub-client.ts";
import { findViolations } from "../../support/invariants.ts";
import { sendRequest, signUp, readBody } from "../../support/account-client.ts";

let app: App;
let sql: postgres.Sql;

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { max: 2 });
});
afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
});

describe("a change sent by a browser", () => {
  type Headers = Record<string, string>;
  const own = () => ({ origin: app.url });
  const table: [what: string, headers: () => Headers, status: number][] = [
    ["nothing of a browser", () => ({}), 200],
    ["our own origin", own, 200],
    ["our own page", () => ({ ...own(), "sec-fetch-site": "same-origin" }), 200],
    ["the person itself", () => ({ "sec-fetch-site": "none" }), 200],
    [
      "a page of ours without a referrer",
      () => ({ origin: "null", "sec-fetch-site": "same-origin" }),
      200,
    ],
    ["another site", () => ({ origin: "https://evil.example" }), 403],
    ["another site, by its fetch alone", () => ({ "sec-fetch-site": "cross-site" }), 403],
    [
      "another site that claims our origin",
      () => ({ ...own(), "sec-fetch-site": "cross-site" }),
      403,
    ],
    ["a sub-domain", () => ({ "sec-fetch-site": "same-site" }), 403],
    ["a sub-domain's origin", () => ({ origin: app.url.replace("//", "//sub.") }), 403],
    ["a longer host", () => ({ origin: `${app.url}.evil.example` }), 403],
    ["another port", () => ({ origin: app.url.replace(/\d+$/, "1") }), 403],
    ["another scheme", () => ({ origin: app.url.replace("http", "https") }), 403],
    ["no origin at all", () => ({ origin: "null" }), 403],
    ["an empty origin", () => ({ origin: "" }), 403],
  ];
  for (const [what, headersOf, status] of table) {
    test(`from ${what} is answered ${status}, with a session and without`, async () => {
      const person = await signUp(app);
      const headers = headersOf();
      const change = { method: "PATCH", headers, json: { theme: "dark" } };
      const reply = await person.call("/api/account", change);
      expect(reply.status).toBe(status);
      const body = await readBody(reply);
      if (status === 403) expect(body.error?.code).toBe("csrf_failed");
      const stored = await sql`select theme from accounts where id = ${person.accountId}`;
      expect(stored[0]?.theme).toBe(status === 200 ? "dark" : "system");
      const { email, password } = person;
      const signedIn = await sendRequest(app, "/api/auth/sign-in", {
        headers,
        json: { email, password },
      });
      expect(signedIn.status).toBe(status);
    });
  }

  test("is rejected as a form or plain text", async () => {
    const person = await signUp(app);
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
    ]) {
      const reply = await person.call("/api/account", {
        method: "PATCH",
        headers: { "content-type": type },
        body: '{"theme":"dark"}',
      });
      expect(reply.status).toBe(415);
    }
  });

  test("must carry the CSRF token of its session", async () => {
    const [person, other] = [await signUp(app), await signUp(app)];
    const change = (token: string) =>
      person.call("/api/account", {
        method: "PATCH",
        headers: { "x-csrf-token": token },
        json: { theme: "light" },
      });
    expect((await change(person.csrfToken)).status).toBe(200);
    expect((await change(other.csrfToken)).status).toBe(403);
    expect((await change("")).status).toBe(403);
  });

  test("gets no CORS headers for another site", async () => {
    const person = await signUp(app);
    const headers = { origin: "https://evil.example" };
    for (const method of ["GET", "OPTIONS"]) {
      const reply = await fetch(`${app.url}/api/account`, {
        method,
        headers: { ...headers, cookie: person.cookie },
      });
      const names = [...reply.headers.keys()].filter((name) => name.startsWith("access-control-"));
      expect(names).toEqual([]);
    }
  });
});

describe("password guessing:", () => {
  const guess = (email: string, password = "a wrong password") =>
    sendRequest(app, "/api/auth/sign-in", { json: { email, password } });

  test("an unknown email address gets the same response as a wrong password", async () => {
    const { email } = await signUp(app);
    const replies = await Promise.all([guess(email), guess("unknown@example.com")]);
    const [known, unknown] = await Promise.all(replies.map((reply) => reply.text()));
    expect(replies.map(({ status }) => status)).toEqual([401, 401]);
    expect(known).toBe(unknown ?? "");
  });

  test("an unknown email address takes as long as a wrong password, which is hashed", async () => {
    await sql`delete from sign_in_attempts`;
    const { email } = await signUp(app);
    const ratios: number[] = [];
    for (let round = 0; round < 9; round++) {
      const knownMs = await msOf(() => guess(email));
      ratios.push((await msOf(() => guess(`anonymous-${round}@example.com`))) / knownMs);
    }
    // Without the hash it takes a tenth of the time. A pair is measured at once, on a machine as busy.
    expect(median(ratios)).toBeWithin(1 / 2, 2);
  });

  test("an account accepts ten attempts in 15 minutes, then also rejects the right password", async () => {
    await sql`delete from sign_in_attempts`;
    const { email, password } = await signUp(app);
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async () => (await guess(email)).status),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    const refused = await guess(email, password);
    expect(refused.status).toBe(429);
    const seconds = Number(refused.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(900);
    await moveClock(app.databaseUrl, 901);
    expect((await guess(email, password)).status).toBe(200);
    await moveClock(app.databaseUrl, 0);
  });

  test("a successful sign-in resets the count of failed ones", async () => {
    await sql`delete from sign_in_attempts`;
    const { email, password } = await signUp(app);
    for (let round = 0; round < 3; round++) {
      for (let wrong = 0; wrong < 5; wrong++) expect((await guess(email)).status).toBe(401);
      expect((await guess(email, password)).status).toBe(200);
    }
  });

  test("an IP address may make a hundred attempts for all accounts together", async () => {
    await sql`delete from sign_in_attempts`;
    await sql`
      insert into sign_in_attempts (scope, started_at, attempts)
      values ('sign-in 127.0.0.1', clock(), 97)`;
    const statuses: number[] = [];
    for (let at = 0; at < 5; at++) statuses.push((await guess(`victim-${at}@example.com`)).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    const headers = { "x-forwarded-for": "203.0.113.9", forwarded: "for=203.0.113.9" };
    const json = { email: "victim@example.com", password: "a wrong password" };
    expect((await sendRequest(app, "/api/auth/sign-in", { headers, json })).status).toBe(429);
    const scopes = await sql`select scope from sign_in_attempts where scope like 'account victim%'`;
    // Requests rejected by IP address do not consume an account's attempts.
    expect(scopes).toHaveLength(3);
  });

  test("the server responds during 200 concurrent attempts", async () => {
    await sql`delete from sign_in_attempts`;
    let isOver = false;
    const flood = Promise.all(
      Array.from({ length: 200 }, async (_, at) => (await guess(`${at}@example.com`)).status),
    ).finally(() => (isOver = true));
    await fetch(`${app.url}/healthz`);
    expect(isOver).toBe(false);
    const statuses = new Set(await flood);
    expect([...statuses].every((status) => [401, 429, 503].includes(status))).toBe(true);
    await sql`delete from sign_in_attempts`;
  });
});

describe("with TRUSTED_PROXIES,", () => {
  const guess = (server: App, forwarded: string) =>
    sendRequest(server, "/api/auth/sign-in", {
      headers: { "x-forwarded-for": forwarded },
      json: { email: "unknown@example.com", password: "a wrong password" },
    });
  // By how many there are.
  const table: [forwarded: string, caller: string][][] = [
    [["203.0.113.9", "127.0.0.1"]],
    [
      ["203.0.113.9", "203.0.113.9"],
      ["198.51.100.1, 203.0.113.9", "203.0.113.9"],
      ["2001:db8:1:2:3::4", "2001:db8:1:2::/64"],
      ["203.0.113.9:4711", "203.0.113.9"],
      ["[2001:db8:1:2:3::4]:4711", "2001:db8:1:2::/64"],
      ["[2001:db8:1:2:3::4]", "2001:db8:1:2::/64"],
      ["[203.0.113.9", "127.0.0.1"],
      ["unknown", "127.0.0.1"],
      ["", "127.0.0.1"],
    ],
    [
      ["198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"],
      ["10.0.0.2", "10.0.0.2"],
    ],
  ];
  for (const [trusted, cases] of table.entries()) {
    test(`the sign-in rate limit counts by the client of the outermost of ${trusted} proxies`, async () => {
      const server = await startApp({
        worker: false,
        env: { TRUSTED_PROXIES: String(trusted) },
      });
      try {
        for (const [forwarded, caller] of cases) {
          await server.ctx.db.query("delete from sign_in_attempts", []);
          expect((await guess(server, forwarded)).status).toBe(401);
          const text = "select scope from sign_in_attempts where scope like 'sign-in %'";
          const { rows } = await server.ctx.db.query(text, []);
          expect<unknown>(rows).toEqual([{ scope: `sign-in ${caller}` }]);
        }
      } finally {
        await server.stop();
      }
    });
  }
});

describe("with an https URL,", () => {
  test("the cookie is bound to the host, and a cookie of another name is no session", async () => {
    const https = await startApp({
      worker: false,
      env: { PUBLIC_URL: "https://images.example.com" },
    });
    try {
      const json = { email: "ada@example.com", password: "correct horse battery" };
      const headers = { origin: "https://images.example.com" };
      const reply = await sendRequest(https, "/api/auth/sign-up", { headers, json });
      const [cookie = "", device] = reply.headers.getSetCookie();
      expect(cookie).toMatch(
        /^__Host-session=[\w-]{43}; Path=\/; .*HttpOnly; SameSite=Lax; Secure$/,
      );
      expect(device).toMatch(/^__Host-device=[\w~-]+; Path=\/; .*HttpOnly; SameSite=Lax; Secure$/);
      expect(cookie).not.toContain("Domain");
      const own = cookie.split(";")[0] ?? "";
      const status = async (text: string) =>
        (await sendRequest(https, "/api/account", { headers: { cookie: text } })).status;
      expect(await status(own)).toBe(200);
      expect(await status(own.replace("__Host-", ""))).toBe(401);
    } finally {
      await https.stop();
    }
  });
});

describe("closing an account", () => {
  test("ends its sessions, keys, webhooks and work, voids its credits and frees its address", async () => {
    await signUp(app);
    const person = await signUp(app);
    const { accountId, email, password } = person;
    await app.ctx.db.query(
      "select grant_credits($1, gen_random_uuid(), 100, 'purchase', null, $2)",
      [accountId, `test:${accountId}`],
    );
    const { key } = await readBody(
      await person.call("/api/account/keys", { json: { dialect: "hub" } }),
    );
    const customer = { key: String(key) };
    await createHubGeneration(customer, app.url, { async: true });
    expect(
      (await person.call("/api/account/delete", { json: { password: "not the one" } })).status,
    ).toBe(400);
    expect((await person.call("/api/account/delete", { json: { password } })).status).toBe(204);
    expect((await person.call("/api/account")).status).toBe(401);
    expect((await createHubGeneration(customer, app.url, { async: true })).status).toBe(401);
    const [left] = await sql`
      select available, held from accounts where id = ${accountId}`;
    expect(left).toEqual({ available: 0, held: 0 });
    const [generation] = await sql`select status from generations where account_id = ${accountId}`;
    expect(generation?.status).toBe("canceled");
    expect((await signUp(app, { email })).accountId).not.toBe(accountId);
  });

  test("never leaves a server without an admin", async () => {
    const admin = await signUp(app);
    await sql`update accounts set admin = (id = ${admin.accountId})`;
    const reply = await admin.call("/api/account/delete", { json: { password: admin.password } });
    expect(reply.status).toBe(409);
    expect((await admin.call("/api/account")).status).toBe(200);
  });
});

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
