import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };
import { createKey } from "../../src/core/accounts/keys.ts";
import * as credits from "../../src/core/billing/grants.ts";
import { prefixes } from "../../src/dialects/prefixes.ts";
import { signUp } from "../support/account-client.ts";
import { readAccountState } from "../support/account-state.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type Fate, type FlakyProxy, startFlakyProxy } from "../support/client/flaky-proxy.ts";
import {
  createPythonProject,
  hasPython,
  type PythonProject,
} from "../support/client/python-project.ts";
import { findViolations } from "../support/invariants.ts";
import { renderBase64 } from "../support/upstream/images.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import { registerEndpoint, sendTest } from "../support/webhooks.ts";

const source = await Bun.file(
  join(import.meta.dir, "../support/client/python/test_client.py"),
).text();
/** The classes whose tests need only a server. */
const CLASSES = ["Generating", "Failing", "Account", "Webhooks", "Package"];
const boat = { width: 64, height: 64, format: "png", index: 0 } as const;
const isRun = hasPython("the Python client");

const readme = await Bun.file(join(import.meta.dir, "../../generated/python/README.md")).text();
const programs = readme.split(/^## /m).flatMap((section) =>
  [...section.matchAll(/^```python\n(.*?)^```$/gms)].map(([, code = ""]) => ({
    title: section.split("\n")[0] ?? "",
    code,
  })),
);

/** What each program of the README prints. */
const PRINTED: Record<string, RegExp> = {
  "Generate an image": /^http:\S+\.png 8$/,
  "Create and wait": /^(?:[\w-]{36} \w+\n)+1$/,
  Files: /^http:\S+\.png$/,
  Errors: /^Please rephrase the prompt. \([\w-]{36}\)$/,
  Retries: /^True$/,
  "Timeouts and signals": /^no longer needed$/,
  Streams: /^\d{4,}$/,
  Lists: /^0$/,
  Webhooks: /^\[\{.*\}\]\n\(200, 'ok'\)\n\(200, 'ok'\)$/,
};
/** Passes the deliveries of a generation and of a batch to the program about webhooks. */
const RECEIVE = `
import json
for name in ("", "BATCH_"):
    body = os.environ[name + "BODY"].encode()
    print(receive(body, json.loads(os.environ[name + "HEADERS"])))
`;

type Dialect = "hub" | "plus" | "openai";

let app: App;
let flaky: FlakyProxy;
let receiver: Receiver;
let project: PythonProject;
let env: Record<string, string>;

/** The tests of a class with their guarantees. */
function listTests(className: string): [guarantee: string, method: string][] {
  const [, body = ""] = source.split(`\nclass ${className}(`);
  const [own = ""] = body.split("\n\n\nclass ");
  const tests = own.matchAll(/def (test_\w+)\(self\):\n\s+"""(.*)"""/g);
  return [...tests].map(([, method = "", guarantee = ""]) => [guarantee, method]);
}

beforeAll(async () => {
  if (!isRun) return;
  receiver = startReceiver();
  [app, project] = await Promise.all([
    startApp({ env: { OUTBOUND_ALLOW: receiver.host, DRAIN_SECONDS: "0" } }),
    createPythonProject(),
  ]);
  flaky = await startFlakyProxy(app.url);
  const image = Buffer.from(await renderBase64(boat), "base64");
  await Bun.write(join(project.folder, "boat.png"), image);
  env = await createEnvironment();
});

afterAll(async () => {
  if (!isRun) return;
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await flaky.stop();
  await receiver.stop();
  await project.remove();
});

async function createEnvironment(): Promise<Record<string, string>> {
  const dialects = ["hub", "plus", "art", "openai"] as const;
  const keys = dialects.map(async (dialect) => {
    return [dialect.toUpperCase(), (await app.customer({ dialect })).key] as const;
  });
  const person = await signUp(app, {
    email: "ada@example.com",
    password: "correct horse battery",
  });
  const { accountId, email, password } = person;
  for (const amount of [10, 20, 30])
    await credits.createGrant(app.ctx, { accountId, credits: amount, source: "promo" });
  const hook = await registerEndpoint(person, receiver.url("/hook"));
  await sendTest(person, hook.id, "generation.succeeded");
  await receiver.wait("/hook", 1);
  await sendTest(person, hook.id, "batch.completed");
  const [delivery, batch] = await receiver.wait("/hook", 2);
  return {
    ...Object.fromEntries(await Promise.all(keys)),
    ...{ URL: app.url, EMAIL: email, PASSWORD: password, VERSION: manifest.version },
    ...{ SECRET: hook.secret, BODY: delivery?.body ?? "" },
    HEADERS: JSON.stringify(delivery?.headers),
    ...{ BATCH_BODY: batch?.body ?? "", BATCH_HEADERS: JSON.stringify(batch?.headers) },
  };
}

if (isRun) {
  describe.each(CLASSES)("the Python client: %s", (name) => {
    let outcomes: Record<string, string>;

    // One class after the other, because all of them together take a busy machine too long.
    beforeAll(async () => {
      outcomes = JSON.parse(await project.python("run_tests.py", [name], env));
    });

    test.each(listTests(name))("%s", (_, method) => {
      expect(outcomes[method]).toBe("ok");
    });

    test("has no other tests", () => {
      const listed = listTests(name).map(([, method]) => method);
      expect(Object.keys(outcomes).toSorted()).toEqual(listed.toSorted());
    });
  });

  test("the programs of its README run and print what it says", async () => {
    const { key } = await app.customer({ dialect: "hub" });
    const server = { DARKROOM_URL: app.url, DARKROOM_API_KEY: key };
    const own = { ...env, ...server, WEBHOOK_SECRET: env.SECRET ?? "" };
    const printed = await Promise.all(
      programs.map(async ({ title, code }, index) => {
        const more = title === "Webhooks" ? RECEIVE : "";
        await Bun.write(join(project.folder, `readme_${index}.py`), `${code}${more}`);
        return [title, await project.python(`readme_${index}.py`, [], own)];
      }),
    );
    const promised = Object.entries(PRINTED).map(([title, text]) => {
      return [title, expect.stringMatching(text)];
    });
    expect(Object.fromEntries(printed)).toEqual(Object.fromEntries(promised));
  });

  describe("on a bad connection, the Python client", () => {
    /** Runs one test with a customer of its own behind the proxy. */
    async function play(method: string, fates: Fate[], dialect: Dialect = "hub") {
      return playAs(await app.customer({ dialect }), { method, fates, dialect });
    }

    /** Runs one test as a customer behind the proxy. */
    async function playAs(
      customer: Pick<Customer, "accountId" | "key">,
      { method, fates, dialect }: { method: string; fates: Fate[]; dialect: Dialect },
    ) {
      flaky.requests.length = 0;
      flaky.expect(...fates);
      const own = { ...env, URL: flaky.url, [dialect.toUpperCase()]: customer.key };
      const printed = await project.python("run_tests.py", ["BadConnection", method], own);
      expect(JSON.parse(printed)).toEqual({ [method]: "ok" });
      return readAccountState(app, customer.accountId);
    }

    test("retries with the same idempotency key and the same file, and is charged once", async () => {
      const state = await play("test_buys_once", ["lose", "cut"]);
      expect(state).toMatchObject({ generations: "1", available: 992, held: 0 });
      const keys = flaky.requests.map(({ headers }) => headers.get("idempotency-key"));
      expect(keys).toEqual(Array(3).fill(expect.stringMatching(/^[0-9a-f]{32}$/)));
      expect(new Set(keys).size).toBe(1);
      const bodies = flaky.requests.map(({ body }) => body.length);
      expect(new Set(bodies).size).toBe(1);
    });

    test("reports the idempotency key of a failed call", async () => {
      const state = await play("test_lost", ["lose", "lose", "lose"]);
      expect(state).toMatchObject({ generations: "1" });
    });

    test("ends a call at its timeout or by its signal if the response stalls", async () => {
      await play("test_stalled", ["stall", "stall"]);
    });

    test("sends the storage of an upload only the headers that its URL was signed with", async () => {
      const url = `${flaky.url}/bucket/boat`;
      const signed = { url, key: "boat", headers: { "Content-Type": "image/png" } };
      const fates = [{ status: "200 OK", body: JSON.stringify(signed) }, "200 OK"];
      await play("test_signed_url", fates, "plus");
      const names = ["authorization", "x-client", "x-call", "content-type"];
      const sent = flaky.requests.map(({ headers }) => names.map((name) => headers.get(name)));
      expect(sent).toEqual([
        [expect.stringMatching(/^Bearer gimg_/), "secret", "secret", "application/json"],
        [null, null, null, "image/png"],
      ]);
    });

    test("reports a truncated stream as an error", async () => {
      await play("test_cut_stream", ["cut"], "openai");
      expect(flaky.requests).toHaveLength(1);
    });

    test("raises an error if a stream ends before its last event", async () => {
      await play("test_ended_stream", ["end"], "openai");
    });

    test("raises errors of the package for responses of other servers", async () => {
      const page = { status: "200 OK", body: "<html>" };
      const event = { status: "200 OK", body: "data: <html>\n\n" };
      await play("test_foreign_responses", [page, event, "301 Moved\r\nLocation: /"], "openai");
    });

    /** An error response; with status 200, one with JSON keep-alive. */
    const toReply = (status: string, code: string) => {
      const error = { message: "Not now.", type: "server_error", param: null, code };
      return { status, body: `  ${JSON.stringify({ error })}` };
    };

    test("says that nothing is charged only if nothing can follow", async () => {
      const busy = toReply("503 Busy", "server_is_overloaded");
      await play("test_charges", [busy, toReply("200 OK", "moderation_blocked")], "openai");
    });

    test("does not say that nothing is charged for an accepted generation that cannot be read", async () => {
      const late = toReply("200 OK", "server_is_overloaded");
      await play("test_late_charges", [late], "openai");
    });

    test("says that nothing is charged after a stream only if its generation has ended", async () => {
      const codes = [
        "server_is_overloaded",
        "internal_error",
        "invalid_api_key",
        "generation_failed",
      ];
      const streams = codes.map((code) => {
        const event = { type: "error", error: { code, message: "Not now." } };
        return { status: "200 OK", body: `data: ${JSON.stringify(event)}\n\n` };
      });
      await play("test_stream_charges", streams, "openai");
    });

    test("does not say that nothing is charged if a retry of an accepted create is refused", async () => {
      const { accountId } = await app.customer({ dialect: "openai" });
      const settings = { dialect: "openai", prefix: prefixes.openai, requestsPerHour: 1 };
      const { key } = await createKey(app.ctx, { accountId, ...settings });
      const played = { method: "test_refused_retry", fates: ["lose"], dialect: "openai" as const };
      const state = await playAs({ accountId, key }, played);
      expect(flaky.requests).toHaveLength(2);
      expect(state).toMatchObject({ generations: "1", captured: "8" });
    });

    test("does not say that nothing is charged if a retry after a 5xx is refused", async () => {
      const blocked = toReply("400 Bad", "moderation_blocked");
      const revoked = toReply("401 Who", "invalid_api_key");
      const late = "504 Late";
      await play("test_refused_after_failure", [late, blocked, late, revoked], "openai");
    });

    test("says that nothing is charged if all attempts were refused", async () => {
      const slowly = toReply("429 Slowly\r\nRetry-After: 0", "rate_limit_exceeded");
      await play("test_refused_twice", [slowly, slowly], "openai");
    });

    test("says that nothing is charged if a retry finds the generation without images", async () => {
      const state = await play("test_failed_retry", ["lose", "pass", "lose"], "openai");
      expect(flaky.requests).toHaveLength(4);
      expect(state).toMatchObject({ generations: "2", captured: "0" });
    });

    test("reports the idempotency key of a create if a poll fails", async () => {
      const fates = ["pass", "lose", "pass", "429 Slowly\r\nRetry-After: 3600"];
      const state = await play("test_failing_poll", fates);
      expect(state).toMatchObject({ generations: "2" });
      const keys = flaky.requests.map(({ headers }) => headers.get("idempotency-key"));
      expect(keys).toEqual([expect.any(String), null, expect.any(String), null]);
    });

    test("never retries a call without an idempotency key: a lost response is an error", async () => {
      await play("test_write", ["pass", "lose"]);
      expect(flaky.requests).toHaveLength(2);
    });

    test("waits as long as the server asks, unless that is too long, and then gives up", async () => {
      const asked = ["503 Busy\r\nRetry-After: 0", "429 Slowly\r\nRetry-After: 0", "pass"];
      const others = ["429 Tomorrow\r\nRetry-After: 86400", "504 Late", "500 Oh"];
      await play("test_delays", [...asked, ...others]);
      expect(flaky.requests).toHaveLength(6);
    });
  });
}
