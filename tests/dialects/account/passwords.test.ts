import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import postgres from "postgres";
import { type App, startApp } from "../../support/app.ts";
import { readBody, sendRequest, signUp } from "../../support/account-client.ts";

const EMAIL = "ada.lovelace@analytical.example";
const WEAK: [what: string, password: string][] = [
  ["a common password", "password"],
  ["a common password in capitals", "PASSWORD1"],
  ["a common number", "12345678"],
  ["a common password with spaces around it", " iloveyou "],
  ["the email address", EMAIL],
  ["the email address in capitals", EMAIL.toUpperCase()],
  ["the name in the email address with a number", "ada.lovelace1815"],
  ["the domain of the email address", "analytical.example"],
  ["the name of the product with a year", "Darkroom2026!"],
];

let app: App;
let sql: postgres.Sql;

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { max: 2 });
});
afterAll(async () => {
  await sql.end();
  await app.stop();
});

describe("a new password is rejected if it is", () => {
  for (const [what, password] of WEAK) {
    test(`${what}: at sign-up`, async () => {
      const reply = await sendRequest(app, "/api/auth/sign-up", {
        json: { email: EMAIL, password },
      });
      expect(reply.status).toBe(400);
      expect((await readBody(reply)).error?.issues?.[0]?.path).toEqual(["password"]);
      expect(await sql`select 1 from accounts where email = ${EMAIL}`).toHaveLength(0);
    });
  }

  test("the email address: the message is one that the console translates", async () => {
    const json = { email: EMAIL, password: EMAIL };
    const reply = await sendRequest(app, "/api/auth/sign-up", { json });
    const message = (await readBody(reply)).error?.issues?.[0]?.message;
    expect(message).toBe("must not consist of the email address or the name of this server");
    const rules = join(import.meta.dir, "../../../src/console/components/issue-text.ts");
    expect(await Bun.file(rules).text()).toContain(`/^${message}$/`);
  });

  test("weak, when it is changed: the session and the old password stay valid", async () => {
    const person = await signUp(app, { email: EMAIL });
    const { email, password } = person;
    for (const next of [...WEAK.map(([, weak]) => weak), password]) {
      const json = { current_password: password, new_password: next };
      const reply = await person.call("/api/account/password", { json });
      expect(reply.status).toBe(400);
      expect((await readBody(reply)).error?.issues?.[0]?.path).toEqual(["new_password"]);
    }
    expect((await person.call("/api/account")).status).toBe(200);
    const again = await sendRequest(app, "/api/auth/sign-in", { json: { email, password } });
    expect(again.status).toBe(200);
  });
});

test("a password of rare words or of another script is accepted", async () => {
  for (const password of ["correct horse battery", "пароль для ады", "98431-77120-5"]) {
    await signUp(app, { password, email: `7${crypto.randomUUID()}@example.com` });
  }
});

test("a rejected sign-up is answered without hashing the password", async () => {
  const { email } = await signUp(app);
  const ratios: number[] = [];
  for (let round = 0; round < 9; round++) {
    const json = { email, password: "correct horse battery" };
    const takenMs = await measureMs(() => sendRequest(app, "/api/auth/sign-up", { json }));
    ratios.push(takenMs / (await measureMs(() => signUp(app))));
  }
  // With the hash it takes as long. A pair is measured at once, on a machine as busy.
  expect(ratios.toSorted((a, b) => a - b)[4]).toBeLessThan(0.7);
});

async function measureMs(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
