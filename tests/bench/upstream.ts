/** The provider of the benchmark, in a process of its own. Ends with its standard input. */
import { startUpstream } from "../support/upstream.ts";

const upstream = await startUpstream();
process.stdout.write(`${upstream.url}\n`);
await Bun.stdin.text();
await upstream.stop();
