import { expect, test } from "bun:test";
import { join } from "node:path";

const root = join(import.meta.dir, "..");
const text = await Bun.file(join(root, "SECURITY.md")).text();

const rows = text
  .slice(text.indexOf("## OWASP ASVS"))
  .split("\n")
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()));

test("SECURITY.md lists each requirement of ASVS once, with a test or a reason", () => {
  const numbers = rows.flatMap(([, listed = ""]) => listed.split(", "));
  for (const number of numbers) expect(number).toMatch(/^\d+\.\d+\.\d+$/);
  expect(new Set(numbers).size).toBe(numbers.length);
  const states: Record<string, number> = { held: 0, "not applicable": 0, open: 0 };
  for (const [, listed = "", state = "", note = ""] of rows) {
    expect(Object.keys(states)).toContain(state);
    expect(note).not.toBe("");
    states[state] = (states[state] ?? 0) + listed.split(", ").length;
  }
  const stated = text.replaceAll(/\s+/g, " ");
  expect(stated).toContain(`The ${numbers.length} requirements`);
  expect(stated).toContain(`number: ${states.held} held,`);
  expect(stated).toContain(`${states["not applicable"]} not applicable, ${states.open} open.`);
});

test("every test that SECURITY.md names exists", async () => {
  const held = rows.filter(([, , state]) => state === "held");
  expect(held.length).toBeGreaterThan(50);
  for (const [, , , note = ""] of held) {
    const file = /^`(tests\/[\w/-]+\.test\.ts)`$/.exec(note)?.[1] ?? expect.unreachable(note);
    expect({ file, exists: await Bun.file(join(root, file)).exists() }).toEqual({
      file,
      exists: true,
    });
  }
});
