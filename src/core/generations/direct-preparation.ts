import type { Context } from "../../app/context.ts";
import { untilSent } from "../../database/until-sent.ts";
import { openTempDir, type TempDir } from "../media/temp-dir.ts";
import type { ClaimedGeneration, Worker } from "./claim.ts";
import { attemptName } from "./delivered-images.ts";
import { type PreparedRun, prepareRun } from "./prepared-run.ts";

/** The temporary directory of a run, and what is prepared in it. */
interface Preparation {
  files: TempDir;
  prepared: Promise<PreparedRun>;
}

/** Prepares a run while the statement that accepts its generation runs. Nothing is sent to a provider. */
export interface DirectPreparation {
  /** Starts when the accepting statement, which was requested just before, has been sent. */
  start(): Promise<void>;
  /** Returns the preparation to the run of the accepted generation. */
  take(): Preparation;
  /** Discards the preparation, because the generation does not run here. */
  discard(): void;
}

/** Creates the preparation of one run. One of `take` and `discard` must be called. */
export function createPreparation(
  ctx: Context,
  worker: Worker,
  wanted: { generation: ClaimedGeneration; endsAt: number },
): DirectPreparation {
  let preparation: Preparation | undefined;
  let isDiscarded = false;

  function take(): Preparation {
    if (preparation !== undefined) return preparation;
    const files = openTempDir(ctx, attemptName(wanted.generation.id));
    const prepared = prepareRun(ctx, worker, { ...wanted, files });
    // The run that awaits it gets the error. If it is discarded, no one needs it.
    prepared.catch(() => undefined);
    preparation = { files, prepared };
    return preparation;
  }

  async function start(): Promise<void> {
    await untilSent();
    if (!isDiscarded) take();
  }

  function discard(): void {
    isDiscarded = true;
    if (preparation === undefined) return;
    preparation.prepared.then((own) => own[Symbol.dispose]()).catch(() => undefined);
    void preparation.files[Symbol.asyncDispose]();
  }

  return { start, take, discard };
}
