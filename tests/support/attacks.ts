import { afterAll, describe, test } from "bun:test";

/** An attack that throws if it succeeds. */
export type Attack = [name: string, run: () => Promise<void>];

/** Registers a test for each attack of a class, and prints how many were tried and how many held. */
export function describeAttacks(className: string, attacks: Attack[]): void {
  let held = 0;
  describe(className, () => {
    test.each(attacks)("%s", async (_, run) => {
      await run();
      held += 1;
    });
    afterAll(() => {
      process.stdout.write(
        `${className.replace(/:$/, "")}: ${attacks.length} tried, ${held} held\n`,
      );
    });
  });
}
