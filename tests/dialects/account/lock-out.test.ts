import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, startApp } from "../../support/app.ts";
import { sendRequest, signUp } from "../../support/account-client.ts";
import { moveClock } from "../../support/clock.ts";

const WRONG = "a wrong password";
const ATTACKER = "203.0.113.9";
const OWNER = "198.51.100.7";

let app: App;
let sql: postgres.Sql;

beforeAll(async () => {
  app = await startApp({ worker: false, env: { TRUSTED_PROXIES: "1" } });
  sql = postgres(app.databaseUrl, { max: 2 });
});
beforeEach(async () => {
  await sql`delete from sign_in_attempts`;
});
afterAll(async () => {
  await sql.end();
  await app.stop();
});

describe("ten wrong passwords from one address", () => {
  test("do not keep the owner out from another address", async () => {
    const { email, password } = await signUp(app);
    await guessTimes(10, { email, from: ATTACKER });
    expect((await signIn({ email, password, from: ATTACKER })).status).toBe(429);
    expect((await signIn({ email, password, from: OWNER })).status).toBe(200);
  });

  test("do not keep the owner out from a trusted device with the same address", async () => {
    const { email, password } = await signUp(app);
    const device = readDevice(await signIn({ email, password, from: ATTACKER }));
    await guessTimes(10, { email, from: ATTACKER });
    expect((await signIn({ email, password, from: ATTACKER })).status).toBe(429);
    expect((await signIn({ email, password, from: ATTACKER, device })).status).toBe(200);
  });

  test("do not reject the password of a session", async () => {
    const person = await signUp(app);
    await guessTimes(10, { email: person.email, from: "127.0.0.1" });
    const json = { current_password: person.password, new_password: "a quite different one" };
    expect((await person.call("/api/account/password", { json })).status).toBe(204);
  });
});

describe("an account that is attacked from many addresses", () => {
  test("allows each other address two attempts in 15 minutes, and a trusted device ten", async () => {
    const { email, password } = await signUp(app);
    const device = readDevice(await signIn({ email, password, from: OWNER }));
    for (let host = 1; host <= 10; host++) await guessTimes(10, { email, from: `192.0.2.${host}` });
    expect(await guessTimes(3, { email, from: ATTACKER })).toEqual([401, 401, 429]);
    expect((await signIn({ email, password, from: OWNER })).status).toBe(200);
    const statuses = await guessTimes(11, { email, from: OWNER, device });
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  });

  test("is limited to a thousand attempts in an hour, except for trusted devices", async () => {
    const { email, password } = await signUp(app);
    const device = readDevice(await signIn({ email, password, from: OWNER }));
    await sql`
      insert into sign_in_attempts (scope, started_at, attempts)
      values (${`account ${email}`}, clock(), 1000)
      on conflict (scope) do update set attempts = excluded.attempts`;
    const refused = await signIn({ email, password, from: OWNER });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeWithin(3500, 3601);
    expect((await signIn({ email, password, from: OWNER, device })).status).toBe(200);
    await moveClock(app.databaseUrl, 3601);
    expect((await signIn({ email, password, from: OWNER })).status).toBe(200);
    await moveClock(app.databaseUrl, 0);
  });

  test("answers for an unknown address as for a known one", async () => {
    const { email } = await signUp(app);
    const known = await guessTimes(12, { email, from: ATTACKER });
    const unknown = await guessTimes(12, { email: "unknown@example.com", from: ATTACKER });
    expect(unknown).toEqual(known);
  });
});

describe("a trusted device", () => {
  test("is trusted by its own account only", async () => {
    const [owner, other] = [await signUp(app), await signUp(app)];
    const device = readDevice(await signIn({ ...other, from: OWNER }));
    await guessTimes(10, { email: owner.email, from: ATTACKER });
    const reply = await signIn({ ...owner, from: ATTACKER, device });
    expect(reply.status).toBe(429);
  });

  test("is trusted by each account that signs in with it", async () => {
    const [first, second] = [await signUp(app), await signUp(app)];
    const one = readDevice(await signIn({ ...first, from: OWNER }));
    const device = readDevice(await signIn({ ...second, from: OWNER, device: one }));
    for (const { email, password } of [first, second]) {
      await guessTimes(10, { email, from: ATTACKER });
      expect((await signIn({ email, password, from: ATTACKER, device })).status).toBe(200);
    }
  });

  test("with a modified token is not trusted", async () => {
    const { email, password } = await signUp(app);
    const device = readDevice(await signIn({ email, password, from: OWNER }));
    await guessTimes(10, { email, from: ATTACKER });
    const [nonce = "", day = "", signature = ""] = device.split("~");
    for (const forged of [
      [nonce, String(Number(day) + 1), signature],
      [nonce.replace(/^./, (first) => (first === "A" ? "B" : "A")), day, signature],
      [nonce, day, "A".repeat(43)],
    ]) {
      const reply = await signIn({ email, password, from: ATTACKER, device: forged.join("~") });
      expect(reply.status).toBe(429);
    }
  });

  test("is no longer trusted after the password has changed, except the one that changed it", async () => {
    const person = await signUp(app);
    const { email, password } = person;
    const old = readDevice(await signIn({ email, password, from: OWNER }));
    const json = { current_password: password, new_password: "a quite different one" };
    const renewed = readDevice(await person.call("/api/account/password", { json }));
    await guessTimes(10, { email, from: ATTACKER });
    const next = { email, password: json.new_password, from: ATTACKER };
    expect((await signIn({ ...next, device: old })).status).toBe(429);
    expect((await signIn({ ...next, device: renewed })).status).toBe(200);
  });
});

describe("many sign-ins at once", () => {
  test("from 120 addresses are all answered, and a trusted device is answered before most", async () => {
    const { email, password } = await signUp(app);
    const device = readDevice(await signIn({ email, password, from: OWNER }));
    let ended = 0;
    const storm = Array.from({ length: 120 }, async (_, at) => {
      const reply = await signIn({
        email: `${at}@example.com`,
        password: WRONG,
        from: `10.0.0.${at}`,
      });
      ended++;
      return reply.status;
    });
    const owner = await signIn({ email, password, from: OWNER, device });
    expect(owner.status).toBe(200);
    expect(ended).toBeLessThan(60);
    expect(new Set(await Promise.all(storm))).toEqual(new Set([401]));
  });

  test("from one address delay another one by less than half of them", async () => {
    const { email, password } = await signUp(app);
    let ended = 0;
    const storm = Array.from({ length: 90 }, async (_, at) => {
      const reply = await signIn({ email: `${at}@example.com`, password: WRONG, from: ATTACKER });
      ended++;
      return reply.status;
    });
    expect((await signIn({ email, password, from: OWNER })).status).toBe(200);
    expect(ended).toBeLessThan(45);
    expect(new Set(await Promise.all(storm))).toEqual(new Set([401]));
  });
});

interface Attempt {
  email: string;
  password: string;
  /** The address of the client. */
  from: string;
  device?: string;
}

function signIn({ email, password, from, device }: Attempt): Promise<Response> {
  const cookie = device === undefined ? {} : { cookie: `device=${device}` };
  const headers = { "x-forwarded-for": from, ...cookie };
  return sendRequest(app, "/api/auth/sign-in", { headers, json: { email, password } });
}

/** Sends a wrong password several times and returns the statuses. */
async function guessTimes(times: number, attempt: Omit<Attempt, "password">): Promise<number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < times; time++) {
    statuses.push((await signIn({ ...attempt, password: WRONG })).status);
  }
  return statuses;
}

/** Returns the device token that a response has set. */
function readDevice(reply: Response): string {
  const cookie = reply.headers.getSetCookie().find((each) => each.startsWith("device="));
  return /^device=([^;]+)/.exec(cookie ?? "")?.[1] ?? "";
}
