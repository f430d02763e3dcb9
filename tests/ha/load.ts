/** A steady load of creates and reads, and a record of every answer. */
import { HANG_MS } from "../support/eventually.ts";

/** A request that was answered, or failed without an answer. */
export interface Answer {
  kind: "create" | "synchronous" | "read";
  /** 0 if the connection failed. */
  status: number;
  /** `performance.now()` at the request and at its answer. */
  sentAt: number;
  endedAt: number;
}

/** A running load. */
export interface Load {
  answers: Answer[];
  /** Ids of the accepted generations. */
  accepted: string[];
  /** Accepted generations that a later read did not find. */
  notFound: string[];
  /** How often each error was answered, by its body. */
  errors: Map<string, number>;
  /** Sends nothing more, and returns when every request has been answered. */
  stop(): Promise<void>;
}

interface LoadOptions {
  /** Servers, which take turns. */
  urls: string[];
  key: string;
  /** Asynchronous creates in a second, and as many reads. */
  ratePerSecond: number;
  /** Words for the provider of the test, such as "#up:delay:500". */
  words: string;
}

const SYNCHRONOUS_EVERY = 10;

/** Starts a load. Each create has a prompt of its own, so that its calls to the provider can be counted. */
export function startLoad({ urls, key, ratePerSecond, words }: LoadOptions): Load {
  const load: Omit<Load, "stop"> = {
    answers: [],
    accepted: [],
    notFound: [],
    errors: new Map(),
  };
  const pending = new Set<Promise<void>>();
  let count = 0;
  const track = (request: Promise<void>) => {
    pending.add(request);
    void request.finally(() => pending.delete(request));
  };

  async function send(kind: Answer["kind"], path: string, body?: object) {
    const sentAt = performance.now();
    const url = urls[count % urls.length] ?? "";
    const init = {
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      signal: AbortSignal.timeout(HANG_MS),
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    };
    const { status, text } = await fetch(`${url}/api/v1/${path}`, init)
      .then(async (reply) => ({ status: reply.status, text: await reply.text() }))
      .catch((error: unknown) => ({ status: 0, text: String(error) }));
    if (status < 200 || status >= 300) {
      const error = `${kind}: ${status} ${text}`;
      load.errors.set(error, (load.errors.get(error) ?? 0) + 1);
    }
    load.answers.push({ kind, status, sentAt, endedAt: performance.now() });
    // Every successful response of this API is an object.
    const { id = "" } = status < 300 && status > 0 ? (JSON.parse(text) as { id?: string }) : {};
    return { status, id };
  }

  async function create(kind: "create" | "synchronous"): Promise<void> {
    const body = {
      model: "gpt-image-2",
      prompt: `boat ${++count} ${words}`,
      async: kind === "create",
    };
    const { status, id } = await send(kind, "images/generations", body);
    if (status === 200 || status === 202) load.accepted.push(id);
  }

  async function read(): Promise<void> {
    const id = load.accepted[Math.floor(Math.random() * load.accepted.length)];
    if (id === undefined) return;
    if ((await send("read", `generations/${id}`)).status === 404) load.notFound.push(id);
  }

  const timer = setInterval(() => {
    track(create(count % SYNCHRONOUS_EVERY === 0 ? "synchronous" : "create"));
    track(read());
  }, 1000 / ratePerSecond);
  return {
    ...load,
    async stop() {
      clearInterval(timer);
      await Promise.all(pending);
    },
  };
}

/** Returns the longest time between two successful answers of a kind, from `from` to `until`. */
export function findLongestGapMs(
  answers: Answer[],
  kind: Answer["kind"],
  { from, until }: { from: number; until: number },
): number {
  const ends = answers
    .filter((each) => each.kind === kind && each.status >= 200 && each.status < 300)
    .map(({ endedAt }) => endedAt)
    .filter((at) => at >= from && at <= until)
    .toSorted((a, b) => a - b);
  const marks = [from, ...ends, until];
  return Math.max(...marks.slice(1).map((at, index) => at - (marks[index] ?? at)));
}

/** Counts the answers by status. */
export function countStatuses(answers: Answer[]): string {
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} × ${status}`).join(", ");
}
