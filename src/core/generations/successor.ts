import { type Claimed, type Run, toRunSeconds } from "./claim.ts";
import type { Context } from "../../app/context.ts";
import type { NextRun } from "./finish-statement.ts";

/** Takes the next generation when the one of a run has finished, in the same statement. */
export interface Successor {
  /** Returns the run that claims the next generation, or undefined if none may start. Called once. */
  request(): NextRun | undefined;
  /** Records that the statement may have claimed a generation. It is then repeated. */
  recordLostReply(): void;
  /** Called when the generation has finished. See `Finished.next`. */
  start(next: Claimed | null | undefined): void;
}

/** Creates the successor of a run. `mayStart` returns whether its slot may be kept. */
export function createSuccessor(
  ctx: Pick<Context, "config">,
  run: Run,
  { mayStart, start }: { mayStart(): boolean; start(next: Claimed | null | undefined): void },
): Successor {
  return {
    request() {
      if (!mayStart()) return undefined;
      run.claimingSince = performance.now();
      return { runId: crypto.randomUUID(), run, runSeconds: toRunSeconds(ctx.config) };
    },
    recordLostReply() {
      if (run.claimingSince !== undefined) run.isReplyLost = true;
    },
    start(next) {
      run.isFinished = true;
      start(next);
    },
  };
}
