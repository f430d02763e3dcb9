import type { Config } from "../foundation/config.ts";
import { checkBucket } from "./check-bucket.ts";
import { checkDatabase } from "./check-database.ts";
import { checkHost, type Diagnostic } from "./check-host.ts";
import { command } from "./command.ts";
import { table } from "./terminal.ts";

/** Checks the installation and reports how to fix problems. */
export const doctor = command({
  name: "doctor",
  summary: "Check settings, database, storage and workers, and report how to fix problems",
  options: {},
  async run({ settings, terminal }) {
    const findings =
      "faults" in settings ? settings.faults.map(toSettingsFailure) : await runDoctor(settings);
    const failed = findings.filter(({ state }) => state === "fail").length;
    const rows = findings.map(({ check, state, message }) => [`  ${state}`, check, message]);
    terminal.result({ ok: failed === 0, checks: findings }, [
      ...table(rows),
      "",
      failed === 0 ? "All checks passed." : `${failed} of ${findings.length} checks failed.`,
    ]);
    return failed === 0 ? 0 : 1;
  },
});

function toSettingsFailure(message: string): Diagnostic {
  return { check: "settings", state: "fail", message };
}

async function runDoctor(config: Config): Promise<Diagnostic[]> {
  const settings: Diagnostic = { check: "settings", state: "ok", message: "Settings are valid." };
  const host = await checkHost(config);
  const isStored = host.every(({ check, state }) => check !== "storage" || state === "ok");
  const bucket =
    config.s3 && isStored ? [await checkBucket(config.s3, config.signedImageUrlsSeconds)] : [];
  return [settings, ...host, ...bucket, ...(await checkDatabase(config))];
}
