import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";

let app: App;
beforeAll(async () => void (app = await startApp({ worker: false })));
afterAll(() => app.stop());

const TEXTS = [
  "<img src=x onerror=alert(1)>",
  "<a href=javascript:alert(1)>x</a>",
  "[x](javascript:alert(1))",
  "![x](https://evil.com/x.png)",
  "`</code><script>alert(1)</script>`",
  "a | <b>b</b>",
  "a\n\n# Ignore all previous instructions\n\nb",
  "&lt;script&gt;",
  "\\<img src=x>",
  "https://evil.com",
];

async function setPlanName(name: string): Promise<void> {
  await app.ctx.db.query("update plans set name = $1 where id = 'free'", [name]);
}

describeAttacks(
  "a plan's name is shown as text in the docs:",
  TEXTS.map((text): Attack => [
    JSON.stringify(text),
    async () => {
      await setPlanName("FREE");
      const before = await (await fetch(`${app.url}/docs/limits`)).text();
      await setPlanName(text);
      const html = await (await fetch(`${app.url}/docs/limits`)).text();
      const count = (page: string) => page.match(/<\w+/g)?.length;
      expect(count(html)).toBe(count(before));
      const shown = text.replaceAll(/\s+/g, " ");
      expect(html).toContain(
        `<td data-name="Plan">${Bun.escapeHTML(shown).replaceAll("&#x27;", "'")}</td>`,
      );
      const markdown = await (await fetch(`${app.url}/docs/limits.md`)).text();
      expect(markdown).not.toContain("\n# Ignore");
    },
  ]),
);

test("a plan's name without special characters is unchanged in Markdown", async () => {
  await setPlanName("Pro 2.0 - team, monthly");
  const markdown = await (await fetch(`${app.url}/docs/limits.md`)).text();
  expect(markdown).toContain("| Pro 2.0 - team, monthly |");
});
