import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { dialects, loadDocument } from "../../src/docs/documents.ts";
import { languages, translated } from "../../src/docs/languages.ts";
import { signUp } from "../support/account-client.ts";
import { type App, startApp } from "../support/app.ts";

/** A folder or a request of a Postman collection. */
interface Item {
  name: string;
  item?: Item[];
  request?: { description?: { content: string; type: string } };
}

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(() => app.stop());

async function readJson(path: string, headers: Record<string, string> = {}) {
  return (await fetch(new URL(path, app.url), { headers })).json();
}

function readFolders(dialect: string, language = "en"): Promise<{ item: Item[] }> {
  return readJson(`/postman/${dialect}.json?lang=${language}`);
}

describe("an OpenAPI document", () => {
  test("names the host that the reader used, without PUBLIC_URL", async () => {
    const headers = { host: "images.example.com" };
    for (const dialect of dialects) {
      const { servers } = await readJson(`/openapi/${dialect}.json`, headers);
      expect(servers).toMatchObject([{ url: "http://images.example.com" }]);
    }
  });

  test("names PUBLIC_URL if it is set, as the samples of all pages do", async () => {
    const env = { PUBLIC_URL: "https://images.example.com" };
    const published = await startApp({ worker: false, env });
    try {
      const document = await (await fetch(new URL("/openapi/hub.json", published.url))).json();
      expect(document.servers).toMatchObject([{ url: "https://images.example.com" }]);
      const page = await (await fetch(new URL("/docs/hub.md", published.url))).text();
      expect(page).toContain("curl https://images.example.com/api/v1/models");
    } finally {
      await published.stop();
    }
  });
});

test("samples and documents of a server with https have the name of its session cookie", async () => {
  const env = { PUBLIC_URL: "https://images.example.com" };
  const published = await startApp({ worker: false, env });
  try {
    const { cookie } = await signUp(published);
    const [, value = ""] = cookie.split("=");
    const read = async (path: string) => (await published.fetch(path)).text();
    for (const page of ["webhooks", "account"]) {
      const [, name = ""] = /Cookie: ([\w-]+)=\$SESSION/.exec(await read(`/docs/${page}.md`)) ?? [];
      const headers = { cookie: `${name}=${value}` };
      expect({ page, status: (await published.fetch("/api/account", { headers })).status }).toEqual(
        {
          page,
          status: 200,
        },
      );
    }
    const { components } = JSON.parse(await read("/openapi/account.json"));
    expect(components.securitySchemes.Session.name).toBe(cookie.split("=")[0]);
  } finally {
    await published.stop();
  }
});

describe("a Postman collection", () => {
  test("has no empty folder, and its descriptions are Markdown", async () => {
    for (const dialect of dialects) {
      const { item: folders } = await readFolders(dialect);
      for (const { name, item = [] } of folders) {
        expect({ dialect, name, requests: item.length > 0 }).toMatchObject({ requests: true });
        for (const { request } of item)
          expect(request?.description?.type ?? "text/markdown").toBe("text/markdown");
      }
    }
  });

  test("has the texts of the language that was asked for, and links to this server", async () => {
    for (const dialect of dialects) {
      for (const language of translated) {
        const { info, paths } = await loadDocument(dialect, language);
        const collection = JSON.stringify(await readFolders(dialect, language));
        expect(collection).toContain(JSON.stringify(info.title).slice(1, -1));
        for (const { summary } of Object.values(paths).flatMap((item) => Object.values(item)))
          expect(collection).toContain(`"name":${JSON.stringify(summary)}`);
        expect(collection).not.toContain("](/");
      }
    }
  });

  test("differs between languages in texts only", async () => {
    const shape = (item: Item[]): unknown => item.map((each) => shape(each.item ?? []));
    for (const dialect of dialects) {
      const [english, ...others] = await Promise.all(
        languages.map(async (language) => shape((await readFolders(dialect, language)).item)),
      );
      for (const other of others) expect(other).toEqual(english);
    }
  });
});
