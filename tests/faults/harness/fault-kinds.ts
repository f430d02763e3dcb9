import { setTimeout } from "node:timers/promises";
import type { Condition } from "../../support/outage/http-proxy.ts";
import { armFailpoint, disarmFailpoint } from "./arm-failpoints.ts";
import { FAILPOINTS } from "./failpoint-names.ts";
import type { Node } from "./platform.ts";
import type { Random } from "./random.ts";
import type { BreakablePlatform as Platform } from "./run-harness.ts";

/** Injects one fault, and resolves when it is over. */
export type Fault = (platform: Platform, random: Random) => Promise<void>;

/** How often each kind of fault is chosen, and what it does. */
export const FAULTS: Record<string, { weight: number; inject: Fault }> = {
  "kill worker": { weight: 3, inject: signal("workers", "SIGKILL") },
  "kill server": { weight: 2, inject: signal("servers", "SIGKILL") },
  "kill all workers": { weight: 1, inject: killAllWorkers },
  "drain worker": { weight: 2, inject: signal("workers", "SIGTERM") },
  "drain server": { weight: 2, inject: signal("servers", "SIGTERM") },
  "freeze worker": { weight: 2, inject: freeze("workers", 26_000) },
  "freeze server": { weight: 1, inject: freeze("servers", 15_000) },
  "failpoint kill": { weight: 6, inject: failpoint("kill") },
  "failpoint freeze": { weight: 2, inject: failpoint("freeze") },
  "postgres crash": { weight: 3, inject: postgres("crash") },
  "postgres restart": { weight: 1, inject: postgres("shutDown") },
  "postgres freeze": { weight: 1, inject: postgres("freeze") },
  "postgres read-only": { weight: 1, inject: postgres("readOnly") },
  "clock steps back": { weight: 1, inject: stepClockBack },
  "provider outage": { weight: 2, inject: cut("provider") },
  "provider slow": { weight: 1, inject: slowProvider },
  "storage outage": { weight: 2, inject: cut("storage") },
  "receiver outage": { weight: 2, inject: receiverOutage },
  "line cut": { weight: 1, inject: line("cut") },
  "line silent": { weight: 1, inject: line("silence") },
  "line slow": { weight: 1, inject: line("slow") },
};

const CONDITIONS: readonly [Condition, ...Condition[]] = ["refusing", "busy", "hanging"];

function pickNode(platform: Platform, random: Random, group?: "workers" | "servers"): Node {
  if (group !== undefined) return random.pick(platform[group]);
  return random.pick([...platform.workers, ...platform.servers]);
}

function signal(group: "workers" | "servers", name: "SIGKILL" | "SIGTERM"): Fault {
  return async (platform, random) => {
    const { process } = pickNode(platform, random, group);
    // A process that starts, or ends, is left alone.
    if (process.isUp()) process.signal(name);
  };
}

async function killAllWorkers({ workers, servers: [, working] }: Platform): Promise<void> {
  for (const { process } of [...workers, working]) process.signal("SIGKILL");
}

function freeze(group: "workers" | "servers", longestMs: number): Fault {
  return async (platform, random) => {
    const { process } = pickNode(platform, random, group);
    const frozenMs = random.integer(3_000, longestMs);
    if (!process.isUp()) return;
    using _ = platform.journal.begin(process.name);
    process.signal("SIGSTOP");
    await setTimeout(frozenMs);
    process.signal("SIGCONT");
  };
}

/** Arms a failpoint until a process has reached it, at most for ten seconds. */
function failpoint(action: "kill" | "freeze"): Fault {
  return async ({ failpointFolder, journal, servers, workers }, random) => {
    const [first, ...others] = FAILPOINTS;
    const name = random.pick([first ?? "provider-answered", ...others]);
    journal.note(`failpoint ${name}`);
    // Which process is frozen is not known.
    using _ = action === "freeze" ? journal.begin("a process") : undefined;
    armFailpoint(failpointFolder, name, { action });
    await setTimeout(random.integer(4_000, 10_000));
    disarmFailpoint(failpointFolder, name);
    // A process that has stopped itself.
    if (action === "freeze")
      for (const { process } of [...servers, ...workers])
        if (!process.isFrozen()) process.signal("SIGCONT");
  };
}

function postgres(how: "crash" | "shutDown" | "freeze" | "readOnly"): Fault {
  return async ({ postgres: server, journal }, random) => {
    const awayMs = random.integer(500, 9_000);
    using _ = journal.begin("postgres");
    if (how === "readOnly") await server.setReadOnly(true);
    else await server[how]();
    await setTimeout(awayMs);
    if (how === "readOnly") await server.setReadOnly(false);
    else if (how === "freeze") await server.thaw();
    else await server.start();
  };
}

/** As a failover to a machine whose clock is behind, or a correction of the clock. */
async function stepClockBack(
  { postgres, journal, hasClock }: Platform,
  random: Random,
): Promise<void> {
  const seconds = random.integer(1, 5);
  if (!hasClock) return;
  journal.note(`the clock steps back by ${seconds} s`);
  await postgres.stepClock(-seconds);
}

function cut(what: "provider" | "storage"): Fault {
  return async (platform, random) => {
    const condition = random.pick(CONDITIONS);
    using _ = platform.journal.begin(what);
    platform[what].become(condition);
    await setTimeout(random.integer(1_000, 12_000));
    platform[what].become("well");
  };
}

async function slowProvider({ provider }: Platform, random: Random): Promise<void> {
  provider.slowDown(random.integer(1_000, 6_000));
  await setTimeout(random.integer(3_000, 12_000));
  provider.slowDown(0);
}

async function receiverOutage({ receiver, journal }: Platform, random: Random): Promise<void> {
  using _ = journal.begin("receiver");
  receiver.answerWith(random.pick([500, 503, undefined]));
  await setTimeout(random.integer(2_000, 10_000));
  receiver.answerWith(200);
}

function line(how: "cut" | "silence" | "slow"): Fault {
  return async (platform, random) => {
    const node = pickNode(platform, random);
    const lastsMs = random.integer(1_000, 10_000);
    using _ = platform.journal.begin(`line of ${node.process.name}`);
    if (how === "cut") node.line.cut();
    if (how === "silence") node.line.silence();
    if (how === "slow") node.line.delayReplies(random.integer(50, 400));
    await setTimeout(lastsMs);
    node.line.restore();
    node.line.delayReplies(0);
  };
}
