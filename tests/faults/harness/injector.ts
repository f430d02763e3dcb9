import { setTimeout } from "node:timers/promises";
import { FAULTS } from "./fault-kinds.ts";
import type { Random } from "./random.ts";
import type { BreakablePlatform as Platform } from "./run-harness.ts";

// Faults of these parts never overlap: the end of one would end the other.
const EXCLUSIVE = /^(postgres|provider|storage|receiver|failpoint|line|freeze|drain)/;

/** Injects faults chosen by the seed until `signal` aborts, and returns when the last one is over. */
export async function injectFaults(
  platform: Platform,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  const running = new Map<string, Promise<void>>();
  while (await pause(random.integer(1_500, 6_000), signal)) {
    const kind = chooseKind(random);
    const own = random.fork(`${kind} ${random.next()}`);
    const group = EXCLUSIVE.exec(kind)?.[0] ?? "";
    if (group !== "" && running.has(group)) continue;
    platform.journal.note(`fault: ${kind}`);
    platform.journal.countFault(kind);
    const injected = inject(platform, { kind, random: own }).finally(() => running.delete(group));
    running.set(group, injected);
  }
  await Promise.all(running.values());
}

async function inject(
  platform: Platform,
  { kind, random }: { kind: string; random: Random },
): Promise<void> {
  try {
    await FAULTS[kind]?.inject(platform, random);
    platform.journal.note(`over: ${kind}`);
  } catch (error) {
    platform.journal.violate("harness", `${kind} could not be injected: ${error}`);
  }
}

function chooseKind(random: Random): string {
  const kinds = Object.entries(FAULTS);
  const total = kinds.reduce((sum, [, { weight }]) => sum + weight, 0);
  let left = random.next() * total;
  for (const [kind, { weight }] of kinds) {
    left -= weight;
    if (left < 0) return kind;
  }
  return kinds[0]?.[0] ?? "";
}

async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return setTimeout(ms, true, { signal }).catch(() => false);
}
