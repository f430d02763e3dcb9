import type { Context } from "../../app/context.ts";
import type { Db } from "../../database/db.ts";
import {
  type Announcement,
  type Message,
  OPEN_REQUESTS_CHANNEL,
  sendDigests,
  sendMessage,
  toDigest,
} from "./open-request-messages.ts";
import { createRecentDigests, type RecentDigests } from "./recent-digests.ts";

/** Creates of this process with equal content. */
interface OwnContent {
  content: string;
  digest: string | undefined;
  signals: Set<AbortSignal>;
  openedAtMs: number;
  isAnnounced: boolean;
}

interface OpenRequests {
  id: string;
  ctx: Pick<Context, "db" | "log" | "closing">;
  own: Map<string, OwnContent>;
  /** The digests that each other process has announced. */
  others: Map<string, Set<string>>;
  /** Digests of which a retry is likely: all other processes are asked about them. */
  suspects: RecentDigests;
  /** Called with the answer to a question, or when it does not come. */
  questions: Map<string, () => void>;
  timer: Timer | undefined;
  /** Records the interruptions of creates with a content that this process has noticed. */
  settle(content: string): Promise<unknown>;
}

const TICK_MS = 200;
// A process that takes longer has probably ended.
const ANSWER_MS = 5_000;
// A connection that lasts longer than a few ticks is announced, so this only has to last until its retry.
const SUSPECT_MS = 30_000;

const openRequestsByDb = new WeakMap<Db, OpenRequests>();
// Whether the response to the request with a signal has ended.
const endings = new WeakMap<AbortSignal, () => boolean>();

/** Sets how to find out whether the response to a request has ended. Its signal aborts only before that. */
export function setResponseEnd(signal: AbortSignal, hasEnded: () => boolean): void {
  endings.set(signal, hasEnded);
}

/**
 * Registers a create, and asks the processes that have an open one of equal content to record their
 * interruptions first. Returns undefined if there are none. The promise never rejects.
 */
export function joinOpenRequests(
  ctx: OpenRequests["ctx"],
  { content, signal }: { content: string; signal: AbortSignal | undefined },
  settle: OpenRequests["settle"],
): Promise<unknown> | undefined {
  const state = discoverServers(ctx, settle);
  // Also while no other process is known: what is still open is announced to one that starts later.
  if (signal !== undefined) register(state, content, signal);
  if (state.others.size === 0) return undefined;
  const digest = toDigest(content);
  // A retry can be cut before it is announced.
  const isSuspect = state.suspects.has(digest);
  const holders = [...state.others].filter(([, digests]) => isSuspect || digests.has(digest));
  if (holders.length === 0) return undefined;
  return Promise.all(holders.map(([to]) => ask(state, to, digest)));
}

/**
 * Discovers the other processes, unless that was done. Done before a process serves, so that its first
 * creates are announced as well.
 */
export function discoverServers(
  ctx: OpenRequests["ctx"],
  settle: OpenRequests["settle"],
): OpenRequests {
  return openRequestsByDb.get(ctx.db.shared) ?? subscribe(ctx, settle);
}

function subscribe(
  { db: { shared: db }, log, closing }: OpenRequests["ctx"],
  settle: OpenRequests["settle"],
): OpenRequests {
  const state: OpenRequests = {
    ...{ id: crypto.randomUUID(), ctx: { db, log, closing }, settle, timer: undefined },
    ...{ own: new Map(), others: new Map(), questions: new Map() },
    suspects: createRecentDigests(SUSPECT_MS),
  };
  openRequestsByDb.set(db, state);
  db.listen(OPEN_REQUESTS_CHANNEL, (payload) => {
    if (payload === undefined) return sendMessage(state.ctx, { type: "hello", from: state.id });
    // Only processes of this program send on the channel.
    const message = JSON.parse(payload) as Message;
    if (message.from !== state.id) receive(state, message);
  });
  // Its responses end now, and it may not be able to answer later.
  closing.addEventListener("abort", () => sendMessage(state.ctx, { type: "left", from: state.id }));
  return state;
}

function receive(state: OpenRequests, message: Message): void {
  const { from } = message;
  switch (message.type) {
    case "hello":
      addOther(state, from);
      return announce(
        state,
        "opened",
        listDigests(state, () => true),
      );
    case "left":
      state.others.delete(from);
      return;
    case "opened":
      addOther(state, from);
      message.digests.forEach((digest) => state.others.get(from)?.add(digest));
      return;
    case "closed":
      message.digests.forEach((digest) => state.others.get(from)?.delete(digest));
      return;
    case "interrupted":
      return message.digests.forEach(state.suspects.add);
    case "ask":
      state.suspects.add(message.digest);
      if (message.to === state.id) void answer(state, message);
      return;
    case "answer":
      if (message.to === state.id) state.questions.get(message.question)?.();
  }
}

function addOther({ others, ctx }: OpenRequests, id: string): void {
  if (others.has(id)) return;
  others.set(id, new Set());
  ctx.log.info("server_discovered", { server: id });
}

async function ask(state: OpenRequests, to: string, digest: string): Promise<void> {
  state.suspects.add(digest);
  const question = crypto.randomUUID();
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    state.others.delete(to);
    state.ctx.log.warn("server_not_answering", { server: to });
    resolve();
  }, ANSWER_MS);
  state.questions.set(question, resolve);
  sendMessage(state.ctx, { type: "ask", from: state.id, to, question, digest });
  await promise;
  clearTimeout(timer);
  state.questions.delete(question);
  await noticeEnds();
}

async function answer(
  state: OpenRequests,
  { from, question, digest }: Extract<Message, { type: "ask" }>,
): Promise<void> {
  await noticeEnds();
  const own = [...state.own.values()].find((each) => getDigest(each) === digest);
  if (own !== undefined) await state.settle(own.content);
  sendMessage(state.ctx, { type: "answer", from: state.id, to: from, question });
}

// The ends of connections that precede a message are noticed in the same turn of the event loop at the
// latest.
function noticeEnds(): Promise<void> {
  return Bun.sleep(1);
}

function register(state: OpenRequests, content: string, signal: AbortSignal): void {
  const signals = state.own.get(content)?.signals;
  if (signals !== undefined) return void signals.add(signal);
  const openedAtMs = performance.now();
  const own = { content, digest: undefined, signals: new Set([signal]), openedAtMs };
  state.own.set(content, { ...own, isAnnounced: false });
  state.timer ??= setInterval(() => tick(state), TICK_MS).unref();
}

/** Announces what has been open for a while, and what no longer is. */
function tick(state: OpenRequests): void {
  if (state.ctx.closing.aborted) return;
  const closed: string[] = [];
  const interrupted: string[] = [];
  for (const [content, own] of state.own) {
    const { signals, isAnnounced } = own;
    if (state.others.size > 0 && [...signals].some(({ aborted }) => aborted))
      interrupted.push(getDigest(own));
    for (const signal of signals) removeEnded(state, { content, signals, signal });
    if (signals.size > 0) continue;
    state.own.delete(content);
    if (isAnnounced) closed.push(getDigest(own));
  }
  const before = performance.now() - TICK_MS;
  const isDue = (each: OwnContent) =>
    state.others.size > 0 && !each.isAnnounced && each.openedAtMs <= before;
  const opened = listDigests(state, isDue);
  interrupted.forEach(state.suspects.add);
  if (interrupted.length > 0) announce(state, "interrupted", interrupted);
  if (opened.length > 0) announce(state, "opened", opened);
  if (closed.length > 0 && state.others.size > 0) announce(state, "closed", closed);
  if (state.own.size > 0) return;
  clearInterval(state.timer);
  state.timer = undefined;
}

/** Returns the digests of the contents of this process that match, and marks them as announced. */
function listDigests(state: OpenRequests, matches: (own: OwnContent) => boolean): string[] {
  return [...state.own.values()].filter(matches).map((own) => {
    own.isAnnounced = true;
    return getDigest(own);
  });
}

function removeEnded(
  state: OpenRequests,
  { content, signals, signal }: { content: string; signals: Set<AbortSignal>; signal: AbortSignal },
): void {
  const remove = () => signals.delete(signal);
  // Once recorded, an interruption is found in the database by every process.
  if (signal.aborted) void state.settle(content).then(remove, remove);
  else if (endings.get(signal)?.() ?? true) remove();
}

function announce({ ctx, id }: OpenRequests, type: Announcement, digests: string[]): void {
  sendDigests(ctx, { from: id, type, digests });
}

function getDigest(own: OwnContent): string {
  return (own.digest ??= toDigest(own.content));
}
