import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import { shareStatement } from "./shared-statement.ts";

interface ClaimItem {
  generationId: string;
  /** The same for every claim that is repeated after a lost reply. */
  runId: string;
  /** How long the claim lasts. */
  runSeconds: number;
}

/** The worker that claims. Its id changes when it registers again. */
interface ClaimingWorker {
  readonly id: string;
  /** The generations that run in this process, including those that are about to be claimed. */
  readonly running: ReadonlyMap<string, unknown>;
}

interface Claimed {
  row: queries.IClaimGenerationsResult;
  /** The id of the worker when it was claimed. */
  workerId: string;
}

type SendClaim = (item: ClaimItem) => Promise<Claimed | undefined>;

const statements = new WeakMap<ClaimingWorker, SendClaim>();

/** Claims a generation in a statement that is shared with others that wait. */
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
    groupOf: ({ generationId }: ClaimItem) => generationId,
    isLast: (count) => worker.running.size <= count,
    async run(items: ClaimItem[], mayWait: boolean) {
      const workerId = worker.id;
      const wanted = {
        mayWait,
        generationIds: items.map(({ generationId }) => generationId),
        workerIds: items.map(() => workerId),
        runIds: items.map(({ runId }) => runId),
        provider: ctx.config.provider,
        runSeconds: Math.max(...items.map(({ runSeconds }) => runSeconds)),
        immediateProviders: listImmediateProviders(ctx),
      };
      const rows = await queries.claimGenerations.run(wanted, ctx.db);
      const byId = new Map(rows.map((row) => [row.id, { row, workerId }]));
      return items.map(({ generationId }) => byId.get(generationId));
    },
  });
}

// While the storage fails a generation is released after its claim, without a call.
function listImmediateProviders({ providers, storageHealth }: Context): string[] {
  if (storageHealth.hasFault()) return [];
  return [...providers.values()].filter((each) => each.sendsOneCall).map(({ name }) => name);
}
