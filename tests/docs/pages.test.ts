import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { documents } from "../../generated/docs.ts";
import { setPrice } from "../../src/core/billing/prices.ts";
import { dialects, loadDocument } from "../../src/docs/documents.ts";
import { languages } from "../../src/docs/languages.ts";
import { guides } from "../../src/docs/pages.ts";
import { type App, startApp } from "../support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(() => app.stop());

const names = [...guides, ...dialects];
const pathOf = (name: string) => (name === "index" ? "/docs" : `/docs/${name}`);

async function read(path: string, headers: Record<string, string> = {}) {
  const reply = await fetch(new URL(path, app.url), { headers });
  return { reply, text: await reply.text() };
}

/** Returns an attribute of the element that configures Scalar, as a browser reads it. */
async function readAttribute(html: string, name: string): Promise<string> {
  let value = "";
  const element = (found: HTMLRewriterTypes.Element) =>
    void (value = found.getAttribute(name) ?? "");
  new HTMLRewriter().on("#api-reference", { element }).transform(html);
  return value.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}

describe("every page", () => {
  for (const language of languages) {
    test(`exists in ${language}, with a policy that allows no other host`, async () => {
      for (const name of names) {
        const { reply, text } = await read(`${pathOf(name)}?lang=${language}`);
        expect({ name, status: reply.status }).toEqual({ name, status: 200 });
        expect(reply.headers.get("content-type")).toBe("text/html; charset=utf-8");
        expect(reply.headers.get("content-language")).toBe(language);
        expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
        expect(reply.headers.get("content-security-policy")).toStartWith("default-src 'none'");
        expect(reply.headers.get("content-security-policy")).not.toContain("http");
        expect(text).toContain(`<html lang="${language}"`);
        expect(text).not.toContain("{{");
        expect([...text.matchAll(/(?:src|href)="(https?:[^"]*)"/g)].map(([, url]) => url)).toEqual(
          name === "webhooks" ? ["https://www.standardwebhooks.com"] : [],
        );
      }
    });

    test(`is available as Markdown in ${language}`, async () => {
      for (const name of names) {
        const { reply, text } = await read(`${pathOf(name)}.md?lang=${language}`);
        expect({ name, status: reply.status }).toEqual({ name, status: 200 });
        expect(reply.headers.get("content-type")).toBe("text/markdown; charset=utf-8");
        expect(text).toStartWith("# ");
        expect(text).not.toContain("{{");
      }
    });
  }

  test("of an API configures Scalar with the document, title and texts of its language", async () => {
    for (const language of languages) {
      for (const name of dialects) {
        const { text } = await read(`${pathOf(name)}?lang=${language}`);
        const { title } = (await loadDocument(name, language)).info;
        const configuration = JSON.parse(await readAttribute(text, "data-configuration"));
        expect(configuration).toMatchObject({
          _integration: "elysiajs",
          sources: [{ title, slug: name, url: `/openapi/${name}.json?lang=${language}` }],
          localization: { locale: language },
        });
      }
    }
  });

  test("of a guide shows every heading and every sample of its Markdown", async () => {
    for (const language of languages) {
      for (const guide of guides) {
        const [html, markdown] = await Promise.all(
          ["", ".md"].map(async (ending) => {
            const path = guide === "index" ? `/docs${ending}` : `/docs/${guide}${ending}`;
            return (await read(`${path}?lang=${language}`)).text;
          }),
        );
        const count = (text = "", pattern: RegExp) => text.match(pattern)?.length ?? 0;
        const prose = markdown?.replaceAll(/^```\w*$.*?^```$/gms, "");
        const shown = [count(html, /<h[123][ >]/g), count(html, /<pre[ >]/g)];
        const menu = count(html, /<h2>/g);
        expect({ guide, shown }).toEqual({
          guide,
          shown: [menu + count(prose, /^#{1,3} /gm), count(markdown, /^```\w+$/gm)],
        });
      }
    }
  });

  test("has no broken link", async () => {
    const seen = new Set(["/docs"]);
    for (const path of seen) {
      // The console shows its pages to browsers only.
      const { reply, text } = await read(path, { accept: "text/html" });
      expect({ path, status: reply.status }).toEqual({ path, status: 200 });
      if (!reply.headers.get("content-type")?.startsWith("text/html")) continue;
      for (const [, href = ""] of text.matchAll(/(?:src|href)="(\/[^"#]+)/g)) seen.add(href);
    }
    expect(seen.size).toBeGreaterThan(80);
  });

  test("that does not exist is 404, and only GET and HEAD are allowed", async () => {
    for (const path of ["/docs/nothing", "/docs/hub/more", "/openapi/x.json", "/postman/x.json"]) {
      expect((await read(path)).reply.status).toBe(404);
    }
    const post = await fetch(new URL("/docs", app.url), { method: "POST" });
    expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    const head = await fetch(new URL("/docs", app.url), { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });
});

test("the page of an unknown address is no other page of the docs", async () => {
  const { text } = await read("/docs/nothing?lang=tr");
  expect(text).toContain("<title>Sayfa bulunamadı · Darkroom</title>");
  expect(text).toContain("Menüden bir sayfa seçin.");
  expect(text).not.toMatch(/aria-current="page"|\.md"/);
});

describe("a page with examples", () => {
  const session = "session=rSO9SpnTyywsArQcduMIHH00NAwPjdC0x0v97OUA9ns";

  test("depends on the session without revealing it, and is cached only privately", async () => {
    const markOf = (text: string) => /data-session="(\w*)"/.exec(text)?.[1];
    for (const path of ["/docs", "/docs/idempotency", "/docs/hub", "/docs/plus"]) {
      const mine = await read(path, { cookie: session });
      expect(mine.reply.headers.get("cache-control")).toBe("private, no-cache");
      expect(mine.reply.headers.get("vary")).toContain("Cookie");
      expect(markOf(mine.text)).toMatch(/^[0-9a-f]{12}$/);
      expect(mine.text).not.toContain(session.slice(8, 20));
      const others = await read(path, { cookie: `${session}x` });
      expect(markOf(others.text)).not.toBe(markOf(mine.text));
      expect(markOf((await read(path)).text)).toBe("");
    }
  });

  test("is the only kind that runs a script besides Scalar", async () => {
    const scripts = async (path: string) =>
      [...(await read(path)).text.matchAll(/<script[^>]* src="([^"]*)"/g)].length;
    expect(await scripts("/docs")).toBe(1);
    expect(await scripts("/docs/prices")).toBe(0);
    const policy = (await read("/docs/prices")).reply.headers.get("content-security-policy");
    expect(policy).not.toContain("script-src");
    // Who is signed in to the account API carries no key.
    expect((await read("/docs/account", { cookie: session })).text).not.toContain("data-test-key");
  });
});

describe("the language of a page", () => {
  const languageFor = async (path: string, headers: Record<string, string>) =>
    (await read(path, headers)).reply.headers.get("content-language");

  test("is the requested one, then the stored one, then the browser's, then English", async () => {
    const headers = { cookie: "language=tr", "accept-language": "zh-TW,zh;q=0.9" };
    expect(await languageFor("/docs?lang=zh-CN", headers)).toBe("zh-CN");
    expect(await languageFor("/docs", headers)).toBe("tr");
    expect(await languageFor("/docs", { "accept-language": "fr, zh-Hant-HK;q=0.8" })).toBe("zh-TW");
    expect(await languageFor("/docs", { "accept-language": "zh" })).toBe("zh-CN");
    expect(await languageFor("/docs?lang=<script>", {})).toBe("en");
  });

  test("is stored when it was requested", async () => {
    const asked = (await read("/docs?lang=tr")).reply.headers;
    expect(asked.get("set-cookie")).toStartWith("language=tr; Path=/;");
    expect(asked.get("vary")).toContain("Cookie");
    expect((await read("/docs")).reply.headers.get("set-cookie")).toBeNull();
  });

  test("applies to every document", async () => {
    for (const dialect of dialects) {
      for (const language of languages) {
        const { reply, text } = await read(`/openapi/${dialect}.json?lang=${language}`);
        expect(reply.headers.get("content-language")).toBe(language);
        const servers = [{ url: app.url, description: expect.any(String) }];
        const expected = { ...(await documents[dialect]?.[language]?.()), servers };
        expect(JSON.parse(text)).toEqual(expected);
      }
    }
  });
});

describe("the content of the pages", () => {
  test("lists every error code of every document, and whether it is charged", async () => {
    const { text } = await read("/docs/errors.md");
    const sections = new Map(text.split(/^## /m).map((part) => [part.split("\n")[0], part]));
    const said = { never: "No", released: "No, released", held: "Not yet" };
    for (const dialect of dialects) {
      const { info } = await loadDocument(dialect, "en");
      const json = JSON.stringify(await loadDocument(dialect, "en"));
      const declared = [...json.matchAll(/"code":"(\w+)","charged":"(never|released|held)"/g)];
      expect(declared.length).toBeGreaterThan(5);
      for (const [, code, charged] of declared) {
        const ending = said[charged === "held" || charged === "released" ? charged : "never"];
        const rows = sections.get(info.title)?.split("\n") ?? [];
        const row = rows.find(
          (line) => line.includes(`\`${code}\``) && line.endsWith(`${ending} |`),
        );
        expect({ dialect, code, charged, row }).toMatchObject({ row: expect.any(String) });
      }
    }
  });

  test.each([...languages])(
    "names the operations of each condition if an error has several, in %s",
    async (language) => {
      const { text } = await read(`/docs/errors.md?lang=${language}`);
      const several: string[] = [];
      for (const [name = "", ...lines] of text.split(/^## /m).map((part) => part.split("\n"))) {
        const rows = lines.flatMap((line) => {
          const [, error, when, charged] =
            /^\| (\d+ \| `\w+`) \| (.*) \|([^|]*)\|$/.exec(line) ?? [];
          const operations = /^\*\*(.+?)\*\*: /.exec(when ?? "")?.[1];
          return error && when ? [{ error, operations, charged }] : [];
        });
        for (const [error, same] of Map.groupBy(rows, (row) => row.error)) {
          if (same.length === 1) continue;
          const operations = same.map((row) => row.operations);
          // The same operations can have two conditions only if their credits are treated differently.
          const conditions = same.map((row) => `${row.operations} |${row.charged}`);
          const isDistinct = new Set(conditions).size === conditions.length;
          const place = { name, error, operations };
          expect({ ...place, isDistinct }).toEqual({
            ...place,
            operations: operations.map(() => expect.any(String)),
            isDistinct: true,
          });
          several.push(error);
        }
      }
      expect(several).toContain("500 | `internalError`");
      expect(several).toContain("403 | `forbidden`");
    },
  );

  test("shows the prices that the operator has just set", async () => {
    const price = { dialect: "art", model: "*", tier: "*", quality: "*", credits: 4321 };
    expect((await read("/docs/prices")).text).not.toContain("4321");
    await setPrice(app.ctx, price);
    expect((await read("/docs/prices")).text).toContain("4321");
    expect((await read("/docs/prices.md?lang=tr")).text).toContain("4321");
  });

  test("shows plans and sizes from the database and the schemas", async () => {
    const { text } = await read("/docs/limits.md");
    expect(text).toContain("| PRO | Image Plus API | 600 / no limit | 5 / no limit |");
    expect(text).toContain("| `reference_image` | ≤ 16 items, each ≤ 50 MB |");
    expect(text).toContain("| `prompt` | ≤ 4,000 characters |");
  });

  test("is available to language models as an index and as a whole", async () => {
    const map = await read("/llms.txt");
    expect(map.reply.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    for (const [, url = ""] of map.text.matchAll(/\]\(([^)]*)\)/g)) {
      expect({ url, status: (await read(new URL(url).pathname)).reply.status }).toEqual({
        url,
        status: 200,
      });
    }
    const { text } = await read("/llms-full.txt");
    for (const part of ["# Webhooks", "# OpenAI-compatible API", "`POST /api/v1/upload`"]) {
      expect(text).toContain(part);
    }
  });
});

describe("downloads", () => {
  test("contain the full document, each dialect's document and each collection", async () => {
    const spec = await read("/openapi.yaml");
    expect(spec.reply.headers.get("content-type")).toBe("application/yaml; charset=utf-8");
    expect(spec.text).toBe(await Bun.file("openapi.yaml").text());
    for (const dialect of dialects) {
      const collection = await read(`/postman/${dialect}.json`);
      expect(collection.reply.headers.get("content-disposition")).toContain(dialect);
      expect(collection.text).toContain("/collection/v2.1.0/collection.json");
      expect(collection.text).toContain(`"value": "${app.url}"`);
    }
  });

  test("are compressed as requested, and not sent again if they are unchanged", async () => {
    const plain = await read("/openapi/hub.json", { "accept-encoding": "identity" });
    for (const encoding of ["br", "gzip"]) {
      const headers = { "accept-encoding": encoding };
      const reply = await fetch(new URL("/openapi/hub.json", app.url), {
        headers,
        decompress: false,
      });
      expect(reply.headers.get("content-encoding")).toBe(encoding);
      expect((await reply.bytes()).length).toBeLessThan(plain.text.length / 4);
      const etag = reply.headers.get("etag") ?? "";
      const again = await read("/openapi/hub.json", { ...headers, "if-none-match": etag });
      expect([again.reply.status, again.text]).toEqual([304, ""]);
    }
  });

  test("of scripts and styles can be cached forever, because their URLs contain a hash", async () => {
    const { text } = await read("/docs/hub");
    const assets = [...text.matchAll(/"(\/docs\/assets\/[^"]*)"/g)].map(([, path]) => path ?? "");
    expect(assets.map((path) => path.replace(/[0-9a-f]{12}/, "#")).toSorted()).toEqual([
      "/docs/assets/docs.#.css",
      "/docs/assets/scalar.#.js",
      "/docs/assets/test-key.#.js",
    ]);
    for (const path of assets) {
      const { reply } = await read(path);
      expect(reply.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect((await read(path.replace(/[0-9a-f]{12}/, "000000000000"))).reply.status).toBe(404);
    }
  });
});
