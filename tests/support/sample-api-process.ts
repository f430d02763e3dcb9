import { startSampleApi } from "./sample-api.ts";

// The sample alone in a process, so that its memory can be measured apart from the test's own.
const sample = startSampleApi({}, { mostFileBytes: 50 * 1024 * 1024 });
const baseline = process.memoryUsage.rss();
let peak = baseline;
const timer = setInterval(measure, 10);

process.on("message", async () => {
  measure();
  clearInterval(timer);
  process.send?.({ grownBytes: peak - baseline });
  await sample.close();
  process.disconnect();
});
process.send?.({ url: sample.url });

function measure(): void {
  peak = Math.max(peak, process.memoryUsage.rss());
}
