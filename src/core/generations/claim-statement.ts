import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { shareStatement } from "./shared-statement.ts";

interface ClaimItem {
  /** The generation of the job. Undefined if the job has run it before. */
  generationId: string | undefined;
  /** The same for every claim that is repeated after a lost reply. */
  runId: string;
  run: WaitingRun;
  /** How long the claim lasts. */
  runSeconds: number;
}

interface WaitingRun {
  /** Whether the reply to an earlier claim of this run was lost. */
  readonly isReplyLost?: boolean;
}

/** The worker that claims. Its id changes when it registers again. */
interface ClaimingWorker {
  readonly id: string;
  /** The runs of this process, including those that are about to claim a generation. */
  readonly running: ReadonlyMap<string, WaitingRun>;
}

interface Claimed {
  row: queries.IClaimNextGenerationsResult;
  /** The id of the worker when it was claimed. */
  workerId: string;
}

type SendClaim = (item: ClaimItem) => Promise<Claimed | undefined>;

const statements = new WeakMap<ClaimingWorker, SendClaim>();

/** Claims the generation of a job, or the next one, in a statement that is shared with others that wait. */
export function sendClaim(
  ctx: Context,
  worker: ClaimingWorker,
  item: ClaimItem,
): Promise<Claimed | undefined> {
  const send = statements.get(worker) ?? openStatement(ctx, worker);
  statements.set(worker, send);
  return send(item);
}

function openStatement(ctx: Context, worker: ClaimingWorker): SendClaim {
  return shareStatement({
    groupOf: ({ runId }: ClaimItem) => runId,
    isLast: (count) => worker.running.size <= 2 * count,
    async run(items: ClaimItem[], mayWait: boolean) {
      const workerId = worker.id;
      const wanted = {
        mayWait,
        workerId,
        generationIds: items.map((item) => findOwn(worker, item) ?? null),
        runIds: items.map(({ runId }) => runId),
        isRepeated: items.some(({ run }) => run.isReplyLost === true),
        provider: ctx.config.provider,
        runSeconds: Math.max(...items.map(({ runSeconds }) => runSeconds)),
        immediateProviders: listImmediateProviders(ctx),
      };
      const rows = await queries.claimNextGenerations.run(wanted, ctx.db);
      const byRun = new Map(rows.map((row) => [row.runId, { row, workerId }]));
      return items.map(({ runId }) => byRun.get(runId));
    },
  });
}

// Another run whose reply was lost may have the generation of this job, and will then call the provider.
function findOwn({ running }: ClaimingWorker, { generationId, run }: ClaimItem) {
  const isUncertain = [...running.values()].some((other) => other !== run && other.isReplyLost);
  return isUncertain ? undefined : generationId;
}

// While the storage fails a generation is released after its claim, without a call.
function listImmediateProviders({ providers, storageHealth }: Context): string[] {
  if (storageHealth.hasFault()) return [];
  return [...providers.values()].filter((each) => each.sendsOneCall).map(({ name }) => name);
}
