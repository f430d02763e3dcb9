import { startSampleApi } from "./sample-api.ts";

// The sample API in a separate process, so that its memory can be measured.
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
