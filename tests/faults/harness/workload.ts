import { setTimeout } from "node:timers/promises";
import { eventually } from "../../support/eventually.ts";
import { changeKey, grantCredits } from "./account-actions.ts";
import { cancelCreate, create, createFromUpload, poll } from "./create-actions.ts";
import type { CreateOperation, RunModel } from "./operations.ts";
import type { Platform } from "./platform.ts";
import type { Random } from "./random.ts";

// On a busy machine a start takes a minute, and faults may end it again and again.
const SERVER_LIMIT_MS = 600_000;

/** A client that sends one request after another. */
export interface Client {
  platform: Platform;
  model: RunModel;
  random: Random;
  /** Returns the URL of a server, at random, that accepts connections. */
  findServer(): Promise<string>;
}

/** How much load a run has. */
export interface WorkloadOptions {
  clients: number;
  /** The longest pause of a client between two requests. */
  maxPauseMs: number;
}

/** Runs clients until `signal` aborts and their last requests are answered. */
export async function runWorkload(
  parts: Pick<Client, "platform" | "model" | "random">,
  options: WorkloadOptions,
  signal: AbortSignal,
): Promise<void> {
  const clients = Array.from({ length: options.clients }, (_, index) =>
    runClient(
      openClient({ ...parts, random: parts.random.fork(`client ${index}`) }),
      options,
      signal,
    ),
  );
  await Promise.all(clients);
}

/** Creates a client. */
export function openClient(parts: Pick<Client, "platform" | "model" | "random">): Client {
  const { platform, random } = parts;
  return {
    ...parts,
    async findServer() {
      const isFirst = random.happens(0.5);
      const find = () => {
        const [one, two] = platform.servers.map(({ process }) => process.url());
        return isFirst ? (one ?? two) : (two ?? one);
      };
      return eventually(find, { timeoutMs: SERVER_LIMIT_MS, message: "no server was ready" });
    },
  };
}

async function runClient(
  client: Client,
  { maxPauseMs }: WorkloadOptions,
  signal: AbortSignal,
): Promise<void> {
  const { random } = client;
  while (!signal.aborted) {
    await act(client);
    await setTimeout(random.integer(10, maxPauseMs));
  }
}

async function act(client: Client): Promise<void> {
  const { random, model } = client;
  const dice = random.next();
  if (dice < 0.43 || model.creates.length < 5) return create(client);
  if (dice < 0.46) return createFromUpload(client);
  if (dice < 0.48) return grantCredits(client);
  if (dice < 0.51) return changeKey(client);
  const operation = pickRecent(client, dice < 0.57 ? 8 : 150);
  if (operation === undefined) return;
  if (dice < 0.57) await cancelCreate(client, operation);
  else await poll(client, operation);
}

/** Returns one of the last acknowledged creates. */
function pickRecent({ random, model }: Client, count: number): CreateOperation | undefined {
  const index = model.creates.length - random.integer(1, count);
  const operation = model.creates[Math.max(0, index)];
  return operation !== undefined && operation.acknowledged.size > 0 ? operation : undefined;
}
