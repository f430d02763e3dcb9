import { runCommandLine } from "./cli/run.ts";

// Sets the exit code instead of exiting, so that output in a pipe is still written.
process.exitCode = await runCommandLine({
  args: process.argv.slice(2),
  env: process.env,
  readInput: () => Bun.stdin.text(),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isInteractive: process.stdout.isTTY,
});
