import { appendFileSync } from "node:fs";

/** Tests that this machine cannot run, and why. */
export interface NotRun {
  name: string;
  reason: string;
}

/**
 * Returns whether tests can run that require something of the machine. If it is missing, they are
 * reported as not run; under CI=true they run, and fail.
 */
export function canRun(isMet: boolean, tests: NotRun): boolean {
  return isMet || process.env.CI === "true" || reportNotRun(tests);
}

function reportNotRun(tests: NotRun): false {
  const path = process.env.TEST_NOT_RUN_FILE;
  if (path !== undefined) appendFileSync(path, `${JSON.stringify(tests)}\n`);
  else process.stderr.write(`not run: ${tests.name} (${tests.reason})\n`);
  return false;
}
