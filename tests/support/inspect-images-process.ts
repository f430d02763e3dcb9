/** Prints by how many bytes the memory grows while the images at these paths are inspected. */
import { inspectImage } from "../../src/core/media/images.ts";

const [first = "", ...others] = process.argv.slice(2);
// Loads the decoders.
await inspectImage(first);
const before = process.memoryUsage.rss();
for (const path of others) await inspectImage(path).catch(() => "rejected");
process.stdout.write(String(process.memoryUsage.rss() - before));
