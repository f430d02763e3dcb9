import { runCommandLine } from "./cli/run.ts";

// Images, inputs and secrets in DATA_DIR are private: files get the mode 0600 and folders 0700.
process.umask(0o077);

// Sets the exit code instead of exiting, so that output in a pipe is still written.
process.exitCode = await runCommandLine({
  args: process.argv.slice(2),
  env: process.env,
  readInput: () => Bun.stdin.text(),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isInteractive: process.stdout.isTTY,
});
