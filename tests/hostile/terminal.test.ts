import { afterAll, beforeAll, expect } from "bun:test";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { type App, startApp } from "../support/app.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";
import { cliInProcess } from "../support/cli.ts";

let app: App;
let attacker: AccountClient;

beforeAll(async () => {
  app = await startApp({ worker: false });
  attacker = await signUp(app);
});
afterAll(() => app.stop());

const TEXTS: [name: string, text: string][] = [
  ["an escape sequence that sets the title", "\x1b]0;owned\x07"],
  ["an escape sequence that clears the screen", "\x1b[2J\x1b[H"],
  ["a control sequence of one character", "\x9b2J"],
  ["a carriage return", "real\rfake"],
  ["a line break that imitates a row", "real\n00000000  hub  fake"],
  ["backspaces", "real\b\b\b\bfake"],
  ["a reversed direction", "\u202efake"],
];

async function expectHarmless(text: string, ...args: string[]): Promise<void> {
  const settings = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl };
  const { code, out, err } = await cliInProcess(settings, ...args, "--email", attacker.email);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).not.toContain(text);
  // No control character and no change of direction; a line break only ends a line.
  expect(out).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
  expect(out).not.toMatch(/^0{8}/m);
  expect(out).toContain(text.includes("fake") ? "fake" : "\\u00");
}

describeAttacks(
  "the text of a customer does not control an operator's terminal:",
  TEXTS.flatMap(([name, text]): Attack[] => [
    [
      `${name}, as the name of an account`,
      async () => {
        await attacker.call("/api/account", { method: "PATCH", json: { name: text } });
        await expectHarmless(text, "account", "show");
        await expectHarmless(text, "account", "show", "--json");
      },
    ],
    [
      `${name}, as the label of a key`,
      async () => {
        const json = { dialect: "hub", label: text };
        await attacker.call("/api/account/keys", { json });
        await expectHarmless(text, "key", "list");
      },
    ],
  ]),
);
