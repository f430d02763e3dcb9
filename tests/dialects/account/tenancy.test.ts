import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import document from "../../../generated/account/openapi.json";
import { type App, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import { type AccountClient, type RequestOptions, signUp } from "../../support/account-client.ts";
import {
  signUpAdmin,
  requestJson,
  finishInPlayground,
  signUpWithCredits,
  type Schemas,
} from "../../support/playground.ts";
import { registerEndpoint, sendTest } from "../../support/webhooks.ts";

let app: App;
let boss: AccountClient;
let owner: AccountClient;
/** The owner's own ids, by the name that the document gives them in a path. */
let ids: Record<string, string>;

beforeAll(async () => {
  app = await startApp({ env: { OUTBOUND_ALLOW: "127.0.0.1:9" } });
  // The first account to sign up would be an admin anyway.
  boss = await signUpAdmin(app);
  owner = await signUpWithCredits(app);
  const { id: webhookId } = await registerEndpoint(owner, "http://127.0.0.1:9/hook");
  const key = { json: { dialect: "hub" } };
  const sessions = await requestJson<Schemas["SessionList"]>(owner, "/api/account/sessions");
  const credits = await requestJson<Schemas["Credits"]>(owner, "/api/account/credits");
  ids = {
    webhookId,
    deliveryId: await sendTest(owner, webhookId),
    generationId: (await finishInPlayground(app, owner)).id,
    keyId: (await requestJson<Schemas["CreatedKey"]>(owner, "/api/account/keys", key)).id,
    sessionId: sessions.data[0]?.id ?? "",
    grantId: credits.batches[0]?.id ?? "",
    accountId: owner.accountId,
    position: "0",
  };
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

interface Operation {
  operationId: string;
  requestBody?: {
    content: Record<string, { examples?: Record<string, { value?: object; $ref?: string }> }>;
  };
}

const routes = Object.entries(document.paths).flatMap(([path, item]) =>
  // Beside its methods a path item of this document holds nothing.
  Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    operation,
  })),
);

/** A good request of an operation, as the document shows it. */
function sendOf({ method, operation }: (typeof routes)[number]): RequestOptions {
  const content = operation.requestBody?.content["application/json"];
  if (content === undefined) return { method };
  const [example] = Object.values(content.examples ?? {});
  return { method, json: example?.value ?? {} };
}

function fill(path: string, values: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "missing");
}

describe("a resource of another account is not found:", () => {
  const own = routes.filter(({ path }) => path.startsWith("/api/account/") && path.includes("{"));
  for (const route of own) {
    test(`${route.method} ${route.path}`, async () => {
      const stranger = await signUp(app);
      const unknown = Object.fromEntries(
        Object.keys(ids).map((name) => [name, name === "position" ? "0" : crypto.randomUUID()]),
      );
      const send = sendOf(route);
      const foreign = await stranger.call(fill(route.path, ids), send);
      const absent = await stranger.call(fill(route.path, unknown), send);
      expect(foreign.status).toBe(404);
      expect(absent.status).toBe(404);
      expect(await foreign.text()).toBe(await absent.text());
    });
  }

  test("the document has such routes", () => {
    expect(own.length).toBeGreaterThan(15);
  });
});

describe("an admin operation by another account is rejected and changes nothing:", () => {
  const admin = routes.filter(({ path }) => path.startsWith("/api/admin/"));
  for (const route of admin) {
    test(`${route.method} ${route.path}`, async () => {
      const send = sendOf(route);
      const reply = await owner.call(fill(route.path, ids), send);
      expect(reply.status).toBe(403);
      expect(await reply.json()).toMatchObject({ error: { code: "forbidden" } });
      const anonymous = await app.fetch(fill(route.path, ids), {
        method: route.method,
        headers: { "content-type": "application/json" },
        ...(send.json === undefined ? {} : { body: JSON.stringify(send.json) }),
      });
      expect(anonymous.status).toBe(401);
    });
  }

  test("the document has such routes, and the audit log stays without such changes", async () => {
    expect(admin.length).toBeGreaterThan(12);
    const log = await requestJson<Schemas["AuditEntryList"]>(boss, "/api/admin/audit?limit=100");
    expect(log.next_cursor).toBeNull();
    // Sign-ins, and what this file starts with: a grant, a key and an endpoint.
    const changes = log.data.filter(({ action }) => action !== "session.start");
    expect(changes.map(({ actor, action }) => `${actor} ${action}`).toSorted()).toEqual(
      ["cli grant", `${owner.email} key.create`, `${owner.email} webhook.create`].toSorted(),
    );
  });
});

describe("a malformed id", () => {
  for (const route of routes.filter(({ path }) => path.includes("{"))) {
    test(`is not found at ${route.method} ${route.path}`, async () => {
      const odd = Object.fromEntries(Object.keys(ids).map((name) => [name, "' or 1=1 --"]));
      const reply = await boss.call(fill(route.path, odd), sendOf(route));
      expect(reply.status).toBe(404);
    });
  }
});
