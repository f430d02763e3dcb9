import { runCommandLine } from "./cli/run.ts";

// An exit code, not an exit: what is still on its way to a pipe gets there.
process.exitCode = await runCommandLine({
  args: process.argv.slice(2),
  env: process.env,
  readInput: () => Bun.stdin.text(),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isInteractive: process.stdout.isTTY,
});
