import { expect, test } from "bun:test";
import { repeatedCalls, withDeployment } from "../support/outage/deployment.ts";

test("a generation is accepted and finished before and after each outage of Postgres", () =>
  withDeployment({}, async (deployment) => {
    const { postgres } = deployment;
    await deployment.create("before");
    await deployment.allEnded(20_000);
    await postgres.crash();
    await expect(deployment.ask("select 1")).rejects.toThrow();
    await postgres.start();
    await postgres.shutDown();
    await postgres.start();
    await postgres.freeze();
    await postgres.thaw();
    await postgres.setReadOnly(true);
    await expect(deployment.ask("create table written ()")).rejects.toThrow("read-only");
    await postgres.setReadOnly(false);
    await deployment.create("after");
    const ended = await deployment.allEnded(60_000);
    expect(ended.map(({ prompt, status }) => [prompt, status])).toEqual([
      ["before", "succeeded"],
      ["after", "succeeded"],
    ]);
    expect(repeatedCalls(deployment)).toEqual([]);
  }));
