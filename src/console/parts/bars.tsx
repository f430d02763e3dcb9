import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { BarsProps } from "./bar-series.ts";

// `lazy` wants a default export; the chart library is sent when a chart is first shown.
const Drawn = lazy(async () => ({ default: (await import("./bars-drawn.tsx")).DrawnBars }));

/** A bar chart; it is fetched and drawn once it comes near the window. */
export function Bars(props: BarsProps) {
  const [isNear, setNear] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const near = ([entry]: IntersectionObserverEntry[]) => entry?.isIntersecting && setNear(true);
    const observer = new IntersectionObserver(near, { rootMargin: "200px" });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={place} className="min-h-56">
      <Suspense>{isNear && <Drawn {...props} />}</Suspense>
    </div>
  );
}
