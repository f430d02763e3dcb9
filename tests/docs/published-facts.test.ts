import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { generateKey } from "../../src/core/accounts/key-format.ts";
import { prefixes } from "../../src/dialects/prefixes.ts";
import { languages } from "../../src/docs/languages.ts";
import { type App, startApp } from "../support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false, env: { SYNC_WAIT_SECONDS: "45" } });
});

afterAll(() => app.stop());

async function read(path: string): Promise<string> {
  const reply = await fetch(new URL(path, app.url));
  expect({ path, status: reply.status }).toEqual({ path, status: 200 });
  return reply.text();
}

/** What customers of each API find in the documentation that they use today. */
const CARRIED = {
  hub:
    "gih_live_ /api/v1/models /api/v1/credits /api/v1/images/generations /api/v1/generations/ " +
    "gpt-image-2 provider provider_model reference_image_limit aspect_ratio reference_image size " +
    "quality 1024x1024 async poll_url image_generation queued succeeded credits_requested usage " +
    "balance account_type next_expiration invalid_request missingApiKey invalidApiKey " +
    "expiredApiKey insufficientCredits notFound generationFailed 202 400 401 402 404 500 50",
  plus:
    "gimg_ /api/v1/generate /api/v1/upload /api/v1/generations/ X-RateLimit-Limit " +
    "X-RateLimit-Remaining X-RateLimit-Reset Retry-After Idempotency-Key prompt type text2img edit " +
    "1024x1536 1536x1024 low medium high inputImageKeys generationId filename contentType " +
    "image/png image/jpeg image/webp url key blocked outputs png webp error costCredits createdAt " +
    "completedAt /api/account/webhooks generation.succeeded generation.failed whsec_ " +
    "X-Gptimg-Event X-Gptimg-Signature X-Gptimg-Delivery createHmac timingSafeEqual 600 403 422 429",
  art:
    "sk- /api/v1/images/generations /api/v1/images/tasks/{task_id} model " +
    "gpt-image-2-text-to-image gpt-image-2-image-to-image image_urls 1536x1024 1920x1088 1088x1920 " +
    "3824x2160 2160x3824 auto output_format jpeg response_format user image.generation pending " +
    "processing canceled data credits authentication_error invalid_api_key param /docs/prices",
};

describe.each([...languages])("the docs in %s", (language) => {
  const page = (name: string) => read(`/docs/${name}.md?lang=${language}`);

  test("list the fields of a request with their values and defaults", async () => {
    const rows = (await page("hub")).split("\n");
    const row = (name: string) => rows.find((line) => line.startsWith(`| \`${name}\` |`)) ?? "";
    for (const value of ["`1K`", "`low`", "`high`", "`auto`"])
      expect(row("quality")).toContain(value);
    expect(row("n")).toContain("integer, 1–4");
    expect(row("n")).toContain("`1`");
    expect(row("aspect_ratio")).toContain("`21:9`");
    expect(row("reference_image")).toContain("50 MB");
    const plus = (await page("plus")).split("\n").find((line) => line.startsWith("| `size` |"));
    expect(plus).toContain("`1024x1536`");
  });

  test("show each model with its ratios, qualities, references, defaults and prices", async () => {
    const text = await page("models");
    expect(text).toContain("## GPT IMAGE 2");
    expect(text).toContain("1K: 8 \\| 2K: 10 \\| 4K: 12");
    expect(text).toMatch(/\| `default` \| `auto`, `1K` \|/);
    expect(text).toMatch(/\| `qualities` \| `1K`, `2K`, `4K` \|/);
    expect(text).toMatch(/\| `aspect_ratios` \| `auto`, `1:1`, .*`1:3` \|/);
    expect(text).toMatch(/\| `reference_image_limit` \| 16 \|/);
  });

  test("show the price of each model in each API, and the pixels of each ratio and tier", async () => {
    const text = await page("models");
    const rows = text.split("\n").filter((line) => line.startsWith("|"));
    const endings = rows.map((row) => row.split(" | ").slice(1).join(" | "));
    for (const row of ["`1K` | .* | 8 |", "`4K` | .* | 12 |", ".* | `low` | 1 |", ".* | .* | 10 |"])
      expect(endings).toContainEqual(
        expect.stringMatching(new RegExp(`^${row.replaceAll("|", "\\|")}$`)),
      );
    expect(text).toMatch(/\| `auto` \| \D+ \| 2048x2048 \| 2880x2880 \|/);
    expect(text).toContain("| `16:9` | 1280x720 | 2560x1440 | 3840x2160 |");
    expect(text).toContain("| `1:3` | 592x1776 | 1184x3552 | 1280x3840 |");
  });

  test("list every state of each API, and name the final ones", async () => {
    const text = await page("generations");
    const states = {
      hub: ["queued", "running", "succeeded", "failed", "canceled"],
      plus: ["queued", "running", "succeeded", "failed", "blocked", "canceled"],
      art: ["pending", "processing", "succeeded", "failed", "canceled"],
    };
    for (const [dialect, listed] of Object.entries(states)) {
      const document = await read(`/openapi/${dialect}.json?lang=${language}`);
      const { schemas } = JSON.parse(document).components;
      const { enum: declared } = schemas.GenerationStatus ?? schemas.TaskStatus;
      expect(declared.toSorted()).toEqual(listed.toSorted());
      const column = ["hub", "plus", "art"].indexOf(dialect) + 2;
      const rows = text.split("\n").map((line) => line.split("|")[column]?.trim());
      for (const state of listed) expect(rows).toContain(`\`${state}\``);
    }
    expect(text.match(/^\| .* 400 `moderation_blocked`/gm)).toHaveLength(1);
  });

  test("explain uploads step by step, and name the words for tests", async () => {
    const inputs = await page("inputs");
    const steps = ["/api/v1/upload", "curl -X PUT", "/api/v1/generate"].map((part) =>
      inputs.indexOf(part),
    );
    expect(steps).not.toContain(-1);
    expect(steps.toSorted((a, b) => a - b)).toEqual(steps);
    const testing = await page("testing");
    for (const word of ["#refused", "#blocked", "#fail", "#short", "#slow:3"])
      expect(testing).toContain(`| \`${word}\` `);
    expect(testing).toMatch(/(?:: |：)`gpt-image-2`/);
  });

  test("state retention, CORS, versions and what support needs", async () => {
    const text = await page("service");
    for (const part of ["30 ", "24 ", "CORS", "`deprecated`", "`X-Request-Id`", "/docs/changelog"])
      expect(text).toContain(part);
  });

  test("warn that openapi.yaml has suffixes, and name the base URL", async () => {
    const text = await read(`/docs.md?lang=${language}`);
    expect(text).toContain("`#plus`");
    expect(text).toContain("](/openapi/hub.json)");
    expect(text).toContain(`\`${app.url}\``);
  });

  test.each(Object.entries(CARRIED))(
    "carry every path, field, value and code of the pages that %s replaces",
    async (dialect, parts) => {
      const names = ["index", "authentication", "models", "generations", "webhooks", "idempotency"];
      const pages = [dialect, ...names, "errors", "limits", "prices"].map(page);
      const text = (await Promise.all(pages)).join("\n");
      expect(parts.split(" ").filter((part) => !text.includes(part))).toEqual([]);
    },
  );

  test("list the endpoints of an API with the authentication that they need", async () => {
    const rows = (await page("hub")).split("\n").filter((line) => /^\| `(?:GET|POST) /.test(line));
    expect(rows.map((row) => row.split(" | ").slice(0, 2).join(" "))).toEqual([
      expect.stringMatching(/^\| `GET \/api\/v1\/models` (?!Bearer)/),
      "| `GET /api/v1/credits` Bearer",
      "| `POST /api/v1/images/generations` Bearer",
      "| `GET /api/v1/generations/{generationId}` Bearer",
      "| `POST /api/v1/generations/{generationId}/cancel` Bearer",
    ]);
  });

  test("publish an expression that finds the keys of every API", async () => {
    const text = await page("authentication");
    const [, expression = ""] = /`(\\b\(\?:gih_live_[^`]+)`/.exec(text) ?? [];
    const scanner = new RegExp(expression);
    for (const prefix of Object.values(prefixes)) {
      const key = generateKey(prefix);
      expect(scanner.exec(`KEY="${key}";`)?.[0]).toBe(key);
      expect(scanner.test(`KEY="${key}x"`)).toBe(false);
    }
  });

  test("list the limits: images of a request, formats and sizes of files", async () => {
    const text = await page("limits");
    expect(text).toMatch(/- `n`.*1.*4/);
    expect(text).toMatch(/PNG.*JPG.*JPEG.*WebP.*50 MB/s);
    expect(text).toContain("`reference_image_limit`");
  });

  test("show how to register a webhook, and the payload of an event", async () => {
    const text = await page("webhooks");
    expect(text).toContain(`curl -X POST ${app.url}/api/account/webhooks`);
    const [, json = ""] = /```http\n.*?\n\n(.*?)\n```/s.exec(text) ?? [];
    const { event, data } = JSON.parse(json);
    expect(event).toBe("generation.succeeded");
    expect(Object.keys(data)).toEqual([
      ...["generationId", "type", "status", "outputs", "createdAt", "completedAt"],
    ]);
  });

  test("offer the Postman collection on the page of each API", async () => {
    for (const name of ["hub", "plus", "art", "openai"]) {
      expect(await page(name)).toContain(`](/postman/${name}.json)`);
      expect(await read(`/openapi/${name}.json?lang=${language}`)).toContain(
        `](/postman/${name}.json)`,
      );
    }
  });

  test("link to pages related to art: prices, prompts, use cases, showcase, OpenAI's docs", async () => {
    const text = await page("art");
    for (const url of ["/docs/prices", "/docs/prompts", "https://platform.openai.com/docs/"])
      expect(text).toContain(`](${url}`);
    expect((await page("prompts")).match(/^## /gm)).toHaveLength(3);
    expect(await read(`/docs?lang=${language}`)).toContain('href="/docs/prompts');
  });

  test("state the longest wait of this server wherever they state one", async () => {
    for (const path of [`/openapi/hub.json?lang=${language}`, `/docs/hub.md?lang=${language}`]) {
      const text = await read(path);
      expect(text).toMatch(/\b45 (seconds|秒|saniye)/);
      expect(text).not.toMatch(/\b800 (seconds|秒|saniye)/);
    }
    expect(await read(`/docs/errors.md?lang=${language}`)).not.toMatch(/\b800 (seconds|秒|saniye)/);
  });
});

test("a browser learns that the APIs send no CORS headers, and OPTIONS is 405", async () => {
  for (const name of ["hub", "plus", "art", "openai"])
    expect(await read(`/docs/${name}.md`)).toContain("no CORS headers");
  expect(await Bun.file("src/client/README.md").text()).toContain("CORS");
  const reply = await app.fetch("/api/v1/images/generations", { method: "OPTIONS" });
  expect([reply.status, reply.headers.get("allow")]).toEqual([405, "POST"]);
});

describe("for browsers, crawlers and health checks,", () => {
  test("the root serves a page without an Accept header, robots.txt and favicon.ico", async () => {
    for (const method of ["GET", "HEAD"]) {
      const reply = await fetch(new URL("/", app.url), { method, headers: { accept: "*/*" } });
      expect([method, reply.status]).toEqual([method, 200]);
    }
    const robots = await fetch(new URL("/robots.txt", app.url));
    expect(robots.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await robots.text()).toContain("Disallow: /api/");
    const icon = await fetch(new URL("/favicon.ico", app.url));
    expect([icon.status, icon.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
  });
});
