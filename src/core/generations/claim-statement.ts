import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { findFirstProvider, findShareLimit } from "./provider-shares.ts";
import type { RunSlot, RunSlots } from "./run-slots.ts";
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
  /** Whether its generation has finished. */
  readonly isFinished?: boolean;
  readonly slot?: RunSlot | undefined;
}

/** The worker that claims. Its id changes when it registers again. */
interface ClaimingWorker {
  readonly id: string;
  /** The runs of this process, including those that are about to claim a generation. */
  readonly running: ReadonlyMap<string, WaitingRun>;
  readonly slots?: RunSlots;
}

interface Claimed {
  row: queries.IClaimNextGenerationsResult;
  /** The id of the worker when it was claimed. */
  workerId: string;
}

/** "limited": generations of some providers were passed over. "postponed": the item was not sent. */
type ClaimOutcome = Claimed | "limited" | "postponed";
type SendClaim = (item: ClaimItem) => Promise<ClaimOutcome | undefined>;

const statements = new WeakMap<ClaimingWorker, SendClaim>();

/**
 * Claims the generation of a job, or the next one, in a statement that is shared with others that wait.
 * Returns "limited" if nothing was claimed, and providers without a free share were passed over.
 */
export async function sendClaim(
  ctx: Context,
  worker: ClaimingWorker,
  item: ClaimItem,
): Promise<Claimed | "limited" | undefined> {
  const send = statements.get(worker) ?? openStatement(ctx, worker);
  statements.set(worker, send);
  for (;;) {
    const outcome = await send(item);
    if (outcome !== "postponed") return outcome;
  }
}

function openStatement(ctx: Context, worker: ClaimingWorker): SendClaim {
  const limit = findShareLimit(ctx, worker);
  return shareStatement<ClaimItem, ClaimOutcome>({
    groupOf: ({ runId }: ClaimItem) => runId,
    isLast: (count) => countUnfinished(worker) <= 2 * count,
    async run(all: ClaimItem[], mayWait: boolean) {
      const workerId = worker.id;
      const { providers, count } = await limit.begin(all.length);
      const items = all.slice(0, count);
      const wanted = {
        mayWait,
        workerId,
        generationIds: items.map((item) => findOwn(worker, item) ?? null),
        runIds: items.map(({ runId }) => runId),
        isRepeated: items.some(({ run }) => run.isReplyLost === true),
        provider: ctx.config.provider,
        runSeconds: Math.max(...items.map(({ runSeconds }) => runSeconds)),
        immediateProviders: listImmediateProviders(ctx),
        onlyProviders: providers && toQueueProviders(ctx, providers),
      };
      try {
        const rows = await queries.claimNextGenerations.run(wanted, ctx.db);
        const byRun = new Map(rows.map((row) => [row.runId, { row, workerId }]));
        return all.map((item, index): ClaimOutcome | undefined => {
          if (index >= items.length) return "postponed";
          const claimed = byRun.get(item.runId);
          if (claimed !== undefined) item.run.slot?.assign(findProvider(ctx, claimed.row));
          // Without mayWait, the generation of the job may only be locked.
          return claimed ?? (providers && mayWait ? "limited" : undefined);
        });
      } finally {
        limit.end(count);
      }
    },
  });
}

// Generations of models without routes are queued without a provider.
function toQueueProviders({ config }: Context, providers: string[]): string[] {
  return providers.includes(config.provider) ? [...providers, ""] : providers;
}

/** Returns the provider that is called first for a claimed generation. */
export function findProvider(ctx: Context, row: queries.IClaimNextGenerationsResult): string {
  if (row.attemptState === "sent" && !row.isCallRecorded) return row.attemptProvider;
  return findFirstProvider(ctx, row.routeProviders);
}

// A run that repeats its claim after a lost reply may have claimed the generation of this job, and will run
// it.
function findOwn({ running }: ClaimingWorker, { generationId, run }: ClaimItem) {
  const isUncertain = [...running.values()].some((other) => other !== run && other.isReplyLost);
  return isUncertain ? undefined : generationId;
}

/** Returns how many runs of a worker are going to claim or to finish a generation. */
export function countUnfinished({ running }: Pick<ClaimingWorker, "running">): number {
  let count = 0;
  for (const { isFinished } of running.values()) if (isFinished !== true) count++;
  return count;
}

/**
 * Returns the providers whose calls are recorded as sent by the statement that claims. None while the
 * storage fails: a generation is then released after its claim, without a call.
 */
export function listImmediateProviders({ providers, storageHealth }: Context): string[] {
  if (storageHealth.hasFault()) return [];
  return [...providers.values()].filter((each) => each.sendsOneCall).map(({ name }) => name);
}
