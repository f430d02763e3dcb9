import { lazy, Suspense } from "react";
import type { BarsProps } from "./bar-series.ts";
import { Waiting } from "./page.tsx";

// `lazy` wants a default export; the chart library is sent when a chart is first shown.
const Drawn = lazy(async () => ({ default: (await import("./bars-drawn.tsx")).DrawnBars }));

/** A bar chart. */
export function Bars(props: BarsProps) {
  return (
    <Suspense fallback={<Waiting rows={4} />}>
      <Drawn {...props} />
    </Suspense>
  );
}
