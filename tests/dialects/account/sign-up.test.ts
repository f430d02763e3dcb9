import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  readCookie,
  type AccountClient,
  sendRequest,
  signUp,
  readBody,
} from "../../support/account-client.ts";

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

const DAY_SECONDS = 24 * 60 * 60;

describe("sign-up:", () => {
  test("a new account is not an admin and is signed in", async () => {
    expect(await readBody(await sendRequest(app, "/api/auth"))).toEqual({
      sign_up_open: true,
      setup_needed: false,
    });
    const first = await signUp(app);
    expect(await readBody(await first.call("/api/account"))).toMatchObject({
      admin: false,
      email: first.email,
      plan: { id: "free", name: "FREE" },
    });
  });

  test("an email address has one account, ignoring its case", async () => {
    const { email } = await signUp(app);
    const json = { email: email.toUpperCase(), password: "another password" };
    const reply = await sendRequest(app, "/api/auth/sign-up", { json });
    expect(reply.status).toBe(409);
    expect((await readBody(reply)).error?.code).toBe("conflict");
  });

  test("sign-up is rejected when it is disabled", async () => {
    await sql`insert into installation (secret_fingerprint, sign_up_open) values ('x', false)`;
    const json = { email: "late@example.com", password: "correct horse battery" };
    const reply = await sendRequest(app, "/api/auth/sign-up", { json });
    expect(reply.status).toBe(403);
    expect((await readBody(reply)).error?.code).toBe("forbidden");
    expect(await sql`select 1 from accounts where email = 'late@example.com'`).toHaveLength(0);
    await sql`update installation set sign_up_open = true`;
  });

  for (const [what, password] of [
    ["7 characters", "1234567"],
    ["257 characters", "x".repeat(257)],
    ["257 characters of several bytes", "密".repeat(257)],
    ["1 MB", "x".repeat(1_000_000)],
  ] as const) {
    test(`a password of ${what} is rejected`, async () => {
      const json = { email: `${crypto.randomUUID()}@example.com`, password };
      const reply = await sendRequest(app, "/api/auth/sign-up", { json });
      expect([400, 413]).toContain(reply.status);
      expect(await sql`select 1 from accounts where email = ${json.email}`).toHaveLength(0);
    });
  }
});

test("a password of 256 characters of several bytes signs in", async () => {
  const { email, password } = await signUp(app, { password: "密碼".repeat(128) });
  const reply = await sendRequest(app, "/api/auth/sign-in", { json: { email, password } });
  expect(reply.status).toBe(200);
});

describe("a session", () => {
  test("is a cookie that scripts cannot read and other sites do not send", async () => {
    const { email, password } = await signUp(app);
    const reply = await sendRequest(app, "/api/auth/sign-in", { json: { email, password } });
    const [cookie, device, ...others] = reply.headers.getSetCookie();
    expect(cookie).toMatch(/^session=[\w-]{43}; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/);
    expect(device).toMatch(/^device=[\w~-]+; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/);
    expect(others).toEqual([]);
    expect(reply.headers.get("cache-control")).toBe("no-store");
  });

  test("is stored only as a hash and never logged", async () => {
    const { cookie } = await signUp(app);
    const token = cookie.split("=")[1] ?? "";
    const rows = await sql`select s::text as text from sessions s`;
    expect(rows.some(({ text }) => String(text).includes(token))).toBe(false);
    expect(app.lines.some((line) => line.includes(token))).toBe(false);
  });

  test("sent with a sign-in ends when the new session begins", async () => {
    const { email, password, cookie, call } = await signUp(app);
    const headers = { cookie };
    const reply = await sendRequest(app, "/api/auth/sign-in", {
      headers,
      json: { email, password },
    });
    expect(readCookie(reply)).not.toBe(cookie);
    expect((await call("/api/account")).status).toBe(401);
  });

  test("id that was chosen before the sign-in is never used", async () => {
    const { email, password } = await signUp(app);
    const cookie = `session=${"x".repeat(43)}`;
    const reply = await sendRequest(app, "/api/auth/sign-in", {
      headers: { cookie },
      json: { email, password },
    });
    expect(readCookie(reply)).not.toBe(cookie);
    expect((await sendRequest(app, "/api/account", { headers: { cookie } })).status).toBe(401);
  });

  test("ends with the sign-out, which removes the cookie", async () => {
    const person = await signUp(app);
    const reply = await person.call("/api/auth/sign-out", { method: "POST" });
    expect(reply.status).toBe(204);
    expect(reply.headers.get("set-cookie")).toStartWith(
      "session=; Path=/; Expires=Thu, 01 Jan 1970",
    );
    expect((await person.call("/api/account")).status).toBe(401);
  });

  test("ends for other clients when the password changes; the current one is renewed", async () => {
    const person = await signUp(app);
    const { email, password } = person;
    const other = await sendRequest(app, "/api/auth/sign-in", { json: { email, password } });
    const json = { current_password: password, new_password: "a quite different one" };
    const reply = await person.call("/api/account/password", { json });
    expect(reply.status).toBe(204);
    for (const cookie of [person.cookie, readCookie(other)])
      expect((await sendRequest(app, "/api/account", { headers: { cookie } })).status).toBe(401);
    const cookie = readCookie(reply);
    expect((await sendRequest(app, "/api/account", { headers: { cookie } })).status).toBe(200);
    const old = await sendRequest(app, "/api/auth/sign-in", { json: { email, password } });
    expect(old.status).toBe(401);
  });

  test("continues if a change of the password is rejected", async () => {
    const person = await signUp(app);
    const json = { current_password: "not the old one", new_password: "a quite different one" };
    const reply = await person.call("/api/account/password", { json });
    expect(reply.status).toBe(400);
    expect((await readBody(reply)).error?.issues?.[0]?.path).toEqual(["current_password"]);
    expect((await person.call("/api/account")).status).toBe(200);
  });

  test("can be listed and ended by another session of the account, and by no other account", async () => {
    const person = await signUp(app);
    const { email, password } = person;
    const headers = { "user-agent": "<script>alert(1)</script>" };
    const other = await sendRequest(app, "/api/auth/sign-in", {
      headers,
      json: { email, password },
    });
    const listed = await readBody(await person.call("/api/account/sessions"));
    const rows = listed.data as { id: string; current: boolean; user_agent: string }[];
    expect(rows.map(({ current }) => current).toSorted()).toEqual([false, true]);
    const elsewhere = rows.find(({ current }) => !current);
    expect(elsewhere?.user_agent).toBe(headers["user-agent"]);
    const path = `/api/account/sessions/${elsewhere?.id}`;
    const stranger = await signUp(app);
    expect((await stranger.call(path, { method: "DELETE" })).status).toBe(404);
    expect((await person.call(path, { method: "DELETE" })).status).toBe(204);
    const cookie = readCookie(other);
    expect((await sendRequest(app, "/api/account", { headers: { cookie } })).status).toBe(401);
    expect((await person.call("/api/account")).status).toBe(200);
  });

  test("ends when its account is disabled, and none can start", async () => {
    const person = await signUp(app);
    await sql`select disable_account(${person.accountId}, true)`;
    expect((await person.call("/api/account")).status).toBe(401);
    const { email, password } = person;
    expect(
      (await sendRequest(app, "/api/auth/sign-in", { json: { email, password } })).status,
    ).toBe(403);
    await sql`select disable_account(${person.accountId}, false)`;
    expect((await person.call("/api/account")).status).toBe(401);
  });

  test("ends after 14 days without use and after 90 in any case", async () => {
    const idle = await signUp(app);
    const busy = await signUp(app);
    try {
      for (let day = 10; day <= 80; day += 10) {
        await moveClock(app.databaseUrl, day * DAY_SECONDS);
        expect((await busy.call("/api/account")).status).toBe(200);
      }
      expect((await idle.call("/api/account")).status).toBe(401);
      await moveClock(app.databaseUrl, 91 * DAY_SECONDS);
      expect((await busy.call("/api/account")).status).toBe(401);
    } finally {
      await moveClock(app.databaseUrl, 0);
    }
  });
});

describe("the session of an admin or another operator", () => {
  test("ends after 12 hours without use and after 7 days in any case, also if it began before", async () => {
    const [idle, busy] = [await signUp(app), await signUp(app)];
    await sql`update accounts set admin = true where id = ${busy.accountId}`;
    await sql`update accounts set operator_role = 'support' where id = ${idle.accountId}`;
    const later = await sendRequest(app, "/api/auth/sign-in", {
      json: { email: busy.email, password: busy.password },
    });
    const expires = /Expires=([^;]+)/.exec(later.headers.getSetCookie()[0] ?? "")?.[1] ?? "";
    expect(Date.parse(expires) - Date.now()).toBeLessThanOrEqual(7 * DAY_SECONDS * 1000);
    try {
      for (let hour = 11; hour < 7 * 24; hour += 11) {
        await moveClock(app.databaseUrl, hour * 3600);
        expect((await busy.call("/api/account")).status).toBe(200);
      }
      expect((await idle.call("/api/account")).status).toBe(401);
      await moveClock(app.databaseUrl, 7 * DAY_SECONDS + 1);
      expect((await busy.call("/api/account")).status).toBe(401);
    } finally {
      await moveClock(app.databaseUrl, 0);
    }
  });
});

describe("authentication of the Account API:", () => {
  const credentials: [string, (person: AccountClient) => Record<string, string>][] = [
    ["nothing", () => ({})],
    ["an empty cookie", () => ({ cookie: "session=" })],
    ["a cookie of another name", ({ cookie }) => ({ cookie: `x${cookie}` })],
    ["a shortened cookie", ({ cookie }) => ({ cookie: cookie.slice(0, -1) })],
    [
      "the session as a bearer token",
      ({ cookie }) => ({ authorization: `Bearer ${cookie.slice(8)}` }),
    ],
    ["SQL", () => ({ cookie: "session=' or 1=1 --" })],
  ];
  for (const [what, headersOf] of credentials) {
    test(`${what} is rejected`, async () => {
      const headers = headersOf(await signUp(app));
      expect((await sendRequest(app, "/api/account", { headers })).status).toBe(401);
    });
  }

  test("an API key is accepted there only with its scope, and a session nowhere else", async () => {
    const customer = await app.customer();
    const reply = await customer.call("/api/account/keys");
    expect(reply.status).toBe(403);
    expect((await readBody(reply)).error?.code).toBe("insufficient_scope");
    const { cookie } = await signUp(app);
    expect((await sendRequest(app, "/api/v1/credits", { headers: { cookie } })).status).toBe(401);
  });
});
