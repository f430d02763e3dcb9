import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../../support/app.ts";
import { sendRequest, signUp } from "../../support/account-client.ts";

let app: App;
beforeAll(async () => void (app = await startApp({ worker: false })));
afterAll(() => app.stop());

const PASSWORDS = [
  ["64 characters", "a quiet harbor at dawn, with boats that leave before the sun 1234"],
  ["other scripts and emoji", "静かな港 тихая гавань 🌊🚢"],
  ["blanks at both ends", "  quiet harbor at dawn  "],
  ["a quote and a null escape", "harbor' or 1=1 -- \\u0000 %00"],
] as const;

test.each(PASSWORDS)(
  "a password with %s is compared exactly as it was sent",
  async (_, password) => {
    const { email } = await signUp(app, { password });
    const signIn = async (given: string) =>
      (await sendRequest(app, "/api/auth/sign-in", { json: { email, password: given } })).status;
    expect(await signIn(password)).toBe(200);
    const others = [
      password.toUpperCase(),
      `${password} `,
      [...password].slice(0, -1).join(""),
      ` ${password}`,
    ];
    for (const other of others.filter((each) => each !== password)) {
      expect(await signIn(other)).toBe(401);
    }
  },
);

test("a password is stored as Argon2id with at least 19 MiB and two passes", async () => {
  const { accountId, password } = await signUp(app);
  const { rows } = await app.ctx.db.query("select password_hash from accounts where id = $1", [
    accountId,
  ]);
  const text = JSON.stringify(rows);
  const [, memoryKib = "0", passes = "0"] = /\$argon2id\$v=19\$m=(\d+),t=(\d+)/.exec(text) ?? [];
  expect(Number(memoryKib)).toBeGreaterThanOrEqual(19 * 1024);
  expect(Number(passes)).toBeGreaterThanOrEqual(2);
  expect(text).not.toContain(password);
});
