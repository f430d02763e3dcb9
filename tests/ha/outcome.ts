import { openMaintenanceConnection } from "../../src/database/db.ts";
import { eventually } from "../support/eventually.ts";
import type { Upstream } from "../support/upstream.ts";
import { toSeconds } from "./figures.ts";
import { countStatuses, type Load } from "./load.ts";

const GENERATIONS = "select id, status, error_code as error from generations";

interface Generation {
  id: string;
  status: string;
  error: string | null;
}

/** What became of the accepted requests of a load. */
interface Outcome {
  /** Accepted generations that the database does not contain. */
  lost: string[];
  /** Accepted generations that a read did not find. */
  notFound: string[];
  /** Prompts of more than one call to the provider. */
  repeated: string[];
  /** Generations that have ended otherwise than with an image. */
  unsuccessful: Generation[];
  /** For the table of figures. */
  figures: Record<string, string | number>;
}

/** Waits until all generations have ended, and compares them with the load and the provider's calls. */
export async function readOutcome(
  databaseUrl: string,
  load: Load,
  upstream: Upstream,
): Promise<Outcome> {
  const startedAt = performance.now();
  const live = `${GENERATIONS} where finished_at is null`;
  const haveEnded = async () => (await ask(databaseUrl, live)).length === 0;
  await eventually(haveEnded, { message: "some generations have not ended", timeoutMs: 240_000 });
  const endedMs = performance.now() - startedAt;
  const all = await ask(databaseUrl, GENERATIONS);
  const known = new Set(all.map(({ id }) => id));
  const lost = load.accepted.filter((id) => !known.has(id));
  const prompts = upstream.calls.map(({ fields }) => String(fields.prompt));
  const repeated = prompts.filter((prompt, index) => prompts.indexOf(prompt) !== index);
  const unsuccessful = all.filter(({ status }) => status !== "succeeded");
  const figures = {
    "requests by status": countStatuses(load.answers),
    "accepted creates": load.accepted.length,
    "accepted creates lost": lost.length,
    "calls to the provider": prompts.length,
    "calls repeated": repeated.length,
    "generations not succeeded": unsuccessful.length,
    "all ended after": toSeconds(endedMs),
  };
  return { lost, notFound: load.notFound, repeated, unsuccessful, figures };
}

async function ask(databaseUrl: string, text: string): Promise<Generation[]> {
  const sql = openMaintenanceConnection(databaseUrl);
  try {
    // The columns of GENERATIONS.
    return Array.from(await sql.unsafe(text)) as Generation[];
  } finally {
    await sql.end();
  }
}
