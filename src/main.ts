import { restartWithEarlyCompilation } from "./cli/early-compilation.ts";

const args = process.argv.slice(2);
restartWithEarlyCompilation(args, process.env);

// Images, inputs and secrets in DATA_DIR are private: files get the mode 0600 and folders 0700.
process.umask(0o077);

// Imported only now, because loading the program takes longer than the restart.
const { runCommandLine } = await import("./cli/run.ts");
const { watchOutput } = await import("./cli/standard-output.ts");

const toExitCode = watchOutput();

// Sets the exit code instead of exiting, so that output in a pipe is still written.
const code = await runCommandLine({
  args,
  env: process.env,
  readInput: () => Bun.stdin.text(),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isInteractive: process.stdout.isTTY,
});
process.exitCode = toExitCode(code);
