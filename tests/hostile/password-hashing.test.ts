import { afterAll, beforeAll, beforeEach, expect, spyOn, test } from "bun:test";
import { sendRequest, signUp, type AccountClient } from "../support/account-client.ts";
import { type App, startApp } from "../support/app.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";
import { cli, cliInProcess } from "../support/cli.ts";

const PASSWORD = "a quiet harbor at dawn";
// Attempts of one client for one account in 15 minutes.
const ATTEMPTS = 10;

const hash = spyOn(Bun.password, "hash");
const verify = spyOn(Bun.password, "verify");
let app: App;
/** A server that requires a setup token. */
let fresh: App;
let person: AccountClient;

beforeAll(async () => {
  app = await startApp({ worker: false });
  fresh = await startApp({ worker: false, setup: true });
  person = await signUp(app);
});
beforeEach(() => {
  hash.mockClear();
  verify.mockClear();
});
afterAll(async () => {
  hash.mockRestore();
  verify.mockRestore();
  await fresh.stop();
  await app.stop();
});

type Send = () => Promise<Response>;

const signUpWith = (fields: object) => () =>
  sendRequest(app, "/api/auth/sign-up", {
    json: { email: `${crypto.randomUUID()}@example.com`, password: PASSWORD, ...fields },
  });
const signInWith = (fields: object, headers = {}) =>
  sendRequest(app, "/api/auth/sign-in", {
    headers,
    json: { email: person.email, password: "wrong", ...fields },
  });
const changeWith = (fields: object) => () =>
  person.call("/api/account/password", {
    json: { current_password: person.password, new_password: PASSWORD, ...fields },
  });

/** Uses up the attempts, then sends once more. The hashes of the last one are counted. */
const afterTheLimit = (send: Send): Send => {
  return async () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) await send();
    hash.mockClear();
    verify.mockClear();
    return send();
  };
};

async function whileClosed(send: Send): Promise<Response> {
  const settings = { DATABASE_URL: app.databaseUrl, DATA_DIR: app.dataDir };
  await cli(settings, "sign-up", "closed");
  try {
    return await send();
  } finally {
    await cliInProcess(settings, "sign-up", "open");
  }
}

// A hash takes 19 MiB and 25 ms of a core, and few are computed at the same time.
describeAttacks(
  "no password is hashed for a request that is rejected without it:",
  (
    [
      ["sign-up with a known address", 409, () => signUpWith({ email: person.email })()],
      ["sign-up with a common password", 400, signUpWith({ password: "password1" })],
      ["sign-up with a short password", 400, signUpWith({ password: "short" })],
      ["sign-up while it is closed", 403, () => whileClosed(signUpWith({}))],
      [
        "sign-up without the setup token",
        403,
        () =>
          sendRequest(fresh, "/api/auth/sign-up", {
            json: { email: "mallory@evil.example", password: PASSWORD },
          }),
      ],
      ["sign-in without an address", 400, () => signInWith({ email: undefined })],
      ["sign-in with a very long password", 400, () => signInWith({ password: "a".repeat(9_999) })],
      ["sign-in from another site", 403, () => signInWith({}, { origin: "https://evil.com" })],
      ["sign-in after too many attempts", 429, afterTheLimit(() => signInWith({}))],
      ["a new password that is common", 400, changeWith({ new_password: "password1" })],
      [
        "a new password that is the old one",
        400,
        () => changeWith({ new_password: person.password })(),
      ],
      [
        "a new password after too many attempts",
        429,
        afterTheLimit(changeWith({ current_password: "wrong" })),
      ],
    ] as [string, number, Send][]
  ).map(([name, status, send]): Attack => [
    name,
    async () => {
      expect((await send()).status).toBe(status);
      expect(hash).not.toHaveBeenCalled();
      expect(verify).not.toHaveBeenCalled();
    },
  ]),
);

test("a sign-up and a sign-in hash the password once", async () => {
  const { email } = await signUp(app, { password: PASSWORD });
  expect([hash.mock.calls.length, verify.mock.calls.length]).toEqual([1, 0]);
  expect((await signInWith({ email, password: PASSWORD })).status).toBe(200);
  expect([hash.mock.calls.length, verify.mock.calls.length]).toEqual([1, 1]);
});
