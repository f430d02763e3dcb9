import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  type Message,
  OPEN_REQUESTS_CHANNEL,
  sendMessage,
} from "../../src/core/generations/open-request-messages.ts";
import { type App, startApp } from "../support/app.ts";
import { readAccountState } from "../support/account-state.ts";
import { startCuttingProxy } from "../support/cutting-proxy.ts";
import { eventually } from "../support/eventually.ts";
import { findViolations } from "../support/invariants.ts";
import { CLIENTS } from "../support/retrying-clients.ts";
import { startServerProcess } from "../support/server-process.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

const CREDITS = 8;
const NAMES = ["openai", "ai", "fetch"] as const;

let app: App;
let upstream: Upstream;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    env: { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url },
  });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  upstream.release();
  await app.stop();
  await upstream.stop();
});

test("clients whose connections are cut buy once, and intended duplicates are bought too", async () => {
  const proxy = await startCuttingProxy(app.url);
  const customers = await Promise.all(NAMES.map(() => app.customer({ dialect: "openai" })));
  const prompt = "a hill #up:hold";
  const ask = (client: keyof typeof CLIENTS, url: string, index: number) =>
    CLIENTS[client]({ url, key: customers[index]?.key ?? "" }, prompt);

  const cut = NAMES.map((name, index) => ask(name, proxy.url, index));
  await upstream.arrived(NAMES.length);
  proxy.cut();
  const message = "The retries did not take over their generations";
  await eventually(async () => (await countTakenOver()) === NAMES.length, { message });
  const duplicates = NAMES.map((_, index) => ask("fetch", app.url, index));
  await upstream.arrived(2 * NAMES.length);
  upstream.release();

  const received = await Promise.all([...cut, ...duplicates]);
  expect(new Set(received.map(({ generationId }) => generationId)).size).toBe(2 * NAMES.length);
  expect(upstream.calls).toHaveLength(2 * NAMES.length);
  for (const { accountId } of customers) {
    const { captured } = await readAccountState(app, accountId);
    expect(Number(captured)).toBe(2 * CREDITS);
  }
  await proxy.close();
});

test("a retry at another server takes over, though the first server notices the cut later", async () => {
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url };
  const first = await startServerProcess(app, "serve", env);
  const messages = watchMessages(app);
  const { key, accountId } = await app.customer({ dialect: "openai" });
  const proxy = await startCuttingProxy([first.url, app.url]);
  const calls = upstream.calls.length + 1;

  const received = CLIENTS.fetch({ url: proxy.url, key }, "a tree #up:hold");
  await upstream.arrived(calls);
  await messages.sawOpened();
  first.kill("SIGSTOP");
  proxy.cut();
  await messages.sawQuestions(1);
  first.kill("SIGCONT");
  upstream.release();

  expect((await received).image).toBeString();
  expect(upstream.calls).toHaveLength(calls);
  expect(Number((await readAccountState(app, accountId)).captured)).toBe(CREDITS);
  await proxy.close();
  first.kill("SIGKILL");
  await first.exited();
});

test("a retry at a server that starts after the first request takes over", async () => {
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url };
  const alone = await startApp({ env });
  const messages = watchMessages(alone);
  const { key, accountId } = await alone.customer({ dialect: "openai" });
  const proxy = await startCuttingProxy(alone.url);
  const calls = upstream.calls.length + 1;

  const received = CLIENTS.fetch({ url: proxy.url, key }, "a river #up:hold");
  await upstream.arrived(calls);
  const second = await startServerProcess(alone, "serve", env);
  await messages.sawOpened();
  await messages.readByNewest();
  proxy.turnTo([second.url]);
  proxy.cut();
  await messages.sawQuestions(1);
  upstream.release();

  expect((await received).image).toBeString();
  expect(upstream.calls).toHaveLength(calls);
  expect(Number((await readAccountState(alone, accountId)).captured)).toBe(CREDITS);
  await proxy.close();
  second.kill("SIGKILL");
  await second.exited();
  expect(await findViolations(alone.databaseUrl)).toEqual([]);
  await alone.stop();
});

test("a retry that is cut as soon as it took over is taken over at another server", async () => {
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url };
  const messages = watchMessages(app);
  const second = await startServerProcess(app, "serve", env);
  const { key, accountId } = await app.customer({ dialect: "openai" });
  const proxy = await startCuttingProxy(app.url);
  const calls = upstream.calls.length + 1;
  const before = await countTakenOver();

  const received = CLIENTS.fetch({ url: proxy.url, key }, "a lake #up:hold");
  await upstream.arrived(calls);
  await messages.sawOpened();
  await messages.readByNewest();
  proxy.turnTo([second.url]);
  proxy.cut();
  const message = "The retry did not take over";
  await eventually(async () => (await countTakenOver()) === before + 1, { message });
  // Before it announces the retry.
  second.kill("SIGSTOP");
  proxy.turnTo([app.url]);
  proxy.cut();
  await messages.sawQuestions(2);
  second.kill("SIGCONT");
  upstream.release();

  expect((await received).image).toBeString();
  expect(upstream.calls).toHaveLength(calls);
  expect(Number((await readAccountState(app, accountId)).captured)).toBe(CREDITS);
  await proxy.close();
  second.kill("SIGKILL");
  await second.exited();
});

/** The messages between servers since `watchMessages` was called. */
interface WatchedMessages {
  /** Waits until a server has announced an open create. */
  sawOpened(): Promise<boolean>;
  /** Waits until `count` questions were asked. */
  sawQuestions(count: number): Promise<boolean>;
  /** Waits until the server that has started last has read all earlier messages. */
  readByNewest(): Promise<boolean>;
}

function watchMessages({ ctx }: App): WatchedMessages {
  const own = crypto.randomUUID();
  const messages: Message[] = [];
  ctx.db.listen(OPEN_REQUESTS_CHANNEL, (payload) => {
    if (payload !== undefined) messages.push(JSON.parse(payload));
  });
  const saw = (type: Message["type"], isWanted: (message: Message) => boolean, count = 1) => {
    const message = `The servers have not sent ${count} such messages "${type}"`;
    return eventually(() => messages.filter(isWanted).length >= count, { message });
  };
  return {
    sawOpened: () => saw("opened", (each) => each.type === "opened" && each.digests.length > 0),
    sawQuestions: (count) => saw("ask", (each) => each.type === "ask" && each.from !== own, count),
    async readByNewest() {
      await saw("hello", ({ type }) => type === "hello");
      const to = messages.findLast(({ type }) => type === "hello")?.from ?? "";
      const question = crypto.randomUUID();
      sendMessage(ctx, { type: "ask", from: own, to, question, digest: "none" });
      // Messages are read in order.
      return saw("answer", (each) => each.type === "answer" && each.question === question);
    },
  };
}

async function countTakenOver(): Promise<number> {
  const statement =
    "select 1 from interrupted_responses where taken_by is not null and interrupted_at is not null";
  return (await app.ctx.db.query(statement, [])).rowCount;
}
