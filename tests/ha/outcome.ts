import { openMaintenanceConnection } from "../../src/database/db.ts";
import { eventually } from "../support/eventually.ts";
import type { Upstream } from "../support/upstream.ts";
import { toSeconds } from "./figures.ts";
import { countStatuses, type Load } from "./load.ts";

/** What became of the accepted requests of a load. */
interface Outcome {
  /** Accepted generations that the database does not contain. */
  lost: string[];
  /** Accepted generations that a read did not find. */
  notFound: string[];
  /** Prompts of more than one call to the provider. */
  repeated: string[];
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
  const live = "select id, status from generations where finished_at is null";
  const haveEnded = async () => (await ask(databaseUrl, live)).length === 0;
  await eventually(haveEnded, { message: "some generations have not ended", timeoutMs: 240_000 });
  const endedMs = performance.now() - startedAt;
  const all = await ask(databaseUrl, "select id, status from generations");
  const known = new Set(all.map(({ id }) => id));
  const lost = load.accepted.filter((id) => !known.has(id));
  const prompts = upstream.calls.map(({ fields }) => String(fields.prompt));
  const repeated = prompts.filter((prompt, index) => prompts.indexOf(prompt) !== index);
  const figures = {
    "requests by status": countStatuses(load.answers),
    "accepted creates": load.accepted.length,
    "accepted creates lost": lost.length,
    "calls to the provider": prompts.length,
    "calls repeated": repeated.length,
    "generations not succeeded": all.filter(({ status }) => status !== "succeeded").length,
    "all ended after": toSeconds(endedMs),
  };
  return { lost, notFound: load.notFound, repeated, figures };
}

async function ask(databaseUrl: string, text: string): Promise<{ id: string; status: string }[]> {
  const sql = openMaintenanceConnection(databaseUrl);
  try {
    // The columns of the statements above.
    return Array.from(await sql.unsafe(text)) as { id: string; status: string }[];
  } finally {
    await sql.end();
  }
}
