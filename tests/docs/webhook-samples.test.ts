import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { samples } from "../../generated/docs.ts";
import { isGenuine } from "../../src/client/webhook-verification/verify.mjs";
import { canRun } from "../support/requirement.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const BODY = '{"event":"generation.succeeded","data":{"prompt":"Kâğıt gemi"}}';
const GENUINE = new Bun.CryptoHasher("sha256", SECRET).update(BODY).digest("hex");
/** Signatures, and whether they are genuine. */
const CASES: [string, boolean][] = [
  [GENUINE, true],
  [GENUINE.replace(/.$/, (last) => (last === "0" ? "1" : "0")), false],
  [GENUINE.slice(2), false],
  ["", false],
];
const SIGNATURES = CASES.map(([signature]) => signature);
const EXPECTED = CASES.map(([, isExpected]) => isExpected);

test("the webhook sample in JavaScript accepts a genuine delivery and rejects a forged one", () => {
  const results = SIGNATURES.map((each) => isGenuine(Buffer.from(BODY), each, SECRET));
  expect(results).toEqual(EXPECTED);
});

const python = { name: "the webhook sample in Python", reason: "python3 is not installed" };
if (canRun(Bun.which("python3") !== null, python)) {
  test("the webhook sample in Python accepts a genuine delivery and rejects a forged one", async () => {
    const calls = SIGNATURES.map(
      (each) => `print(is_genuine(${JSON.stringify(BODY)}.encode(), "${each}", "${SECRET}"))`,
    );
    const program = [samples["verify.py"], ...calls].join("\n");
    const lines = await run({ "main.py": program }, ["python3", "main.py"]);
    expect(lines).toEqual(EXPECTED.map((is) => (is ? "True" : "False")));
  });
}

const go = { name: "the webhook sample in Go", reason: "Go is not installed" };
if (canRun(Bun.which("go") !== null, go)) {
  test("the webhook sample in Go accepts a genuine delivery and rejects a forged one", async () => {
    const body = `[]byte(${JSON.stringify(BODY)})`;
    const calls = SIGNATURES.map(
      (each) => `fmt.Println(webhooks.IsGenuine(${body}, "${each}", "${SECRET}"))`,
    );
    const files = {
      "go.mod": "module sample\n\ngo 1.18\n",
      "webhooks/verify.go": samples["verify.go"] ?? "",
      "main.go": `package main
        import "fmt"
        import "sample/webhooks"
        func main() {
          ${calls.join("\n")}
        }`,
    };
    expect(await run(files, ["go", "run", "."])).toEqual(EXPECTED.map(String));
  });
}

/** Runs a command in a folder with these files. Returns the lines that it prints. */
async function run(files: Record<string, string>, command: string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-webhooks-"));
  for (const [name, text] of Object.entries(files)) await Bun.write(join(folder, name), text);
  // Go keeps its cache in the folder and downloads nothing.
  const paths = { GOCACHE: join(folder, "cache"), GOPATH: join(folder, "path") };
  const env = { ...process.env, ...paths, GOPROXY: "off", GOTOOLCHAIN: "local", GOFLAGS: "" };
  const child = Bun.spawn(command, { cwd: folder, env, stdout: "pipe", stderr: "pipe" });
  const [output, faults] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  await child.exited;
  await rm(folder, { recursive: true });
  expect(faults).toBe("");
  return output.trim().split("\n");
}
