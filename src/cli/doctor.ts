import type { Config } from "../foundation/config.ts";
import { checkDatabase } from "./check-database.ts";
import { checkHost, type Diagnostic } from "./check-host.ts";
import { checkObjects } from "./check-objects.ts";
import { command } from "./command.ts";
import { flag, optional, wholeNumber } from "./options.ts";
import { createProgress } from "./progress.ts";
import { table } from "./terminal.ts";

/** Checks the installation and reports how to fix problems. */
export const doctor = command({
  name: "doctor",
  summary: "Check settings, database, storage and workers, and report how to fix problems",
  options: {
    deep: flag(
      "Also compare the delivered images with the objects of the storage, and count orphans",
    ),
    sample: optional(wholeNumber(100_000_000), "With --deep: compare only so many random images"),
  },
  check: ({ deep, sample }) => (sample && !deep ? ["--sample requires --deep."] : []),
  async run({ settings, terminal }, { deep, sample }) {
    const findings =
      "faults" in settings ? settings.faults.map(toSettingsFailure) : await runDoctor(settings);
    if (deep && !("faults" in settings)) {
      findings.push(...(await checkObjects(settings, sample, createProgress(terminal))));
    }
    const failed = findings.filter(({ state }) => state === "fail").length;
    const warned = findings.filter(({ state }) => state === "warn").length;
    const rows = findings.map(({ check, state, message }) => [`  ${state}`, check, message]);
    terminal.result({ ok: failed === 0, checks: findings }, [
      ...table(rows),
      "",
      describeResult(findings.length, failed, warned),
    ]);
    return failed === 0 ? 0 : 1;
  },
});

function describeResult(count: number, failed: number, warned: number): string {
  if (failed > 0) return `${failed} of ${count} checks failed.`;
  return warned > 0 ? `No check failed, but ${warned} of ${count} warn.` : "All checks passed.";
}

function toSettingsFailure(message: string): Diagnostic {
  return { check: "settings", state: "fail", message };
}

async function runDoctor(config: Config): Promise<Diagnostic[]> {
  const settings: Diagnostic = { check: "settings", state: "ok", message: "Settings are valid." };
  const host = await checkHost(config);
  const isStored = host.every(({ check, state }) => check !== "storage" || state === "ok");
  const bucket = isStored ? await checkConfiguredBucket(config) : [];
  return [settings, ...host, ...bucket, ...(await checkDatabase(config))];
}

async function checkConfiguredBucket({
  s3,
  signedImageUrlsSeconds,
}: Config): Promise<Diagnostic[]> {
  if (s3 === undefined) return [];
  // Imported only if it is needed, because loading the SDK takes longer than most commands.
  const { checkBucket } = await import("./check-bucket.ts");
  return [await checkBucket(s3, signedImageUrlsSeconds)];
}
