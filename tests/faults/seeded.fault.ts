import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runLong } from "./harness/long-run.ts";

test("a minute of random faults breaks no promise to clients, the provider and receivers", async () => {
  const folder = await mkdtemp(join(tmpdir(), "harness-"));
  const seed = Math.floor(Math.random() * 1e6);
  process.stdout.write(`seed ${seed}\n`);
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const result = await runLong({ seed, minutes: 1, folder, say });
  process.stdout.write(`${result.lines.join("\n")}\n`);
  if (!result.passed) process.stdout.write(`${lines.join("\n")}\n`);
  expect(result).toMatchObject({ passed: true });
  await rm(folder, { recursive: true, force: true });
});
