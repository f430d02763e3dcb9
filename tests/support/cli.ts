import { join } from "node:path";
import { runCommandLine } from "../../src/cli/run.ts";

const ROOT = join(import.meta.dir, "../..");
const MAIN = join(ROOT, "src/main.ts");

/** The result of a command. */
export interface Result {
  code: number;
  out: string;
  err: string;
}

/** A running command. */
export interface Started {
  /** The first line of its standard output. */
  firstLine: Promise<string>;
  kill(signal: NodeJS.Signals): void;
  result: Promise<Result>;
}

/** Settings of a command, as environment variables. */
interface Invocation {
  args: string[];
  input?: string;
  /** A command that runs the one that follows it, such as `unshare --mount`. */
  wrapper?: string[];
}

type Settings = Record<string, string>;

/** Runs a command of the real program to its end, with these settings and no others. */
export function cli(settings: Settings, ...args: string[]): Promise<Result> {
  return startCli(settings, ...args).result;
}

/** Runs a command of the real program with `input` on its standard input. */
export function cliWithInput(
  settings: Settings,
  input: string,
  ...args: string[]
): Promise<Result> {
  return startProgram(MAIN, settings, { args, input }).result;
}

/**
 * Runs a command in this process, because the start of another one takes longer than the command. What only
 * a process shows (that it ends, its exit code, its standard streams) is tested with `cli`, once for each
 * command.
 */
export function cliInProcess(settings: Settings, ...args: string[]): Promise<Result> {
  return runInProcess(settings, { args });
}

/** The same with `input` on standard input. */
export async function runInProcess(
  settings: Settings,
  { args, input = "" }: Pick<Invocation, "args" | "input">,
): Promise<Result> {
  const result = { code: 0, out: "", err: "" };
  result.code = await runCommandLine({
    args,
    env: settings,
    readInput: async () => input,
    out: (text) => (result.out += text),
    err: (text) => (result.err += text),
  });
  return result;
}

/** Starts a command of the real program. */
export function startCli(settings: Settings, ...args: string[]): Started {
  return startProgram(MAIN, settings, { args });
}

/** Starts a command of the program whose main module is `main`. */
export function startProgram(main: string, settings: Settings, call: Invocation): Started {
  const { args, input = "", wrapper = [] } = call;
  const child = Bun.spawn([...wrapper, process.execPath, main, ...args], {
    // The embedded Postgres needs PATH. Nothing else of this environment is passed on.
    env: { PATH: process.env.PATH ?? "", ...settings },
    cwd: settings.DATA_DIR ?? "/",
    stdin: Buffer.from(input),
    stdout: "pipe",
    stderr: "pipe",
  });
  return follow(child, (signal) => child.kill(signal));
}

/**
 * Starts a script of package.json with its arguments as in a terminal: in its own process group, to
 * which `kill` sends its signal.
 */
export function startInTerminal(settings: Settings, ...script: string[]): Started {
  const { PATH = "", HOME = "" } = process.env;
  const child = Bun.spawn([process.execPath, "run", ...script], {
    env: { PATH, HOME, ...settings },
    cwd: ROOT,
    detached: true,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  return follow(child, (signal) => process.kill(-child.pid, signal));
}

function follow(
  child: Bun.Subprocess<Bun.SpawnOptions.Writable, "pipe", "pipe">,
  kill: Started["kill"],
): Started {
  const { promise: firstLine, resolve } = Promise.withResolvers<string>();
  const out = collect(child.stdout, (text) => {
    if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
  });
  const err = collect(child.stderr, () => {});
  const result = (async () => {
    const [outText, errText, code] = await Promise.all([out, err, child.exited]);
    resolve("");
    return { code, out: outText, err: errText };
  })();
  return { firstLine, kill, result };
}

async function collect(
  stream: ReadableStream<Uint8Array>,
  onText: (soFar: string) => void,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    onText(text);
  }
  return text;
}
