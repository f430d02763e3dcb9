const FAILED = 1;

/**
 * Keeps the process running when its output cannot be written, because a server must drain its work
 * although the reader of its output has ended. Returns a function that changes the exit code 0 to 1 if
 * output was lost. A reader that closes a pipe early, such as `head`, has read what it wanted.
 */
export function watchOutput(): (code: number) => number {
  let hasFailed = false;
  process.stderr.on("error", () => undefined);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE" || hasFailed) return;
    hasFailed = true;
    process.exitCode = FAILED;
    process.stderr.write(`darkroom: The output could not be written (${error.message}).\n`);
  });
  return (code) => (hasFailed && code === 0 ? FAILED : code);
}
