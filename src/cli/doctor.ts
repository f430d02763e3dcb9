import type { Config } from "../foundation/config.ts";
import { checkDatabase } from "./check-database.ts";
import { checkHost, type Diagnostic } from "./check-host.ts";
import { command } from "./command.ts";
import { table } from "./terminal.ts";

/** Looks for what is missing or wrong, and says what to do about it. */
export const doctor = command({
  name: "doctor",
  summary: "Check settings, database, storage and worker, and say what to do",
  options: {},
  async run({ settings, terminal }) {
    const findings =
      "faults" in settings ? settings.faults.map(countFailures) : await runDoctor(settings);
    const failed = findings.filter(({ state }) => state === "fail").length;
    const rows = findings.map(({ check, state, message }) => [`  ${state}`, check, message]);
    terminal.answer({ ok: failed === 0, checks: findings }, [
      ...table(rows),
      "",
      failed === 0 ? "Nothing fails." : `${failed} of ${findings.length} checks fail.`,
    ]);
    return failed === 0 ? 0 : 1;
  },
});

function countFailures(message: string): Diagnostic {
  return { check: "settings", state: "fail", message };
}

async function runDoctor(config: Config): Promise<Diagnostic[]> {
  const settings: Diagnostic = { check: "settings", state: "ok", message: "All can be read." };
  return [settings, ...(await checkHost(config)), ...(await checkDatabase(config))];
}
