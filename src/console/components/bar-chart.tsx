import { type ComponentType, useEffect, useRef, useState } from "react";
import type { BarsProps } from "./bar-series.ts";

/** A bar chart; the library that draws it is sent once the chart comes near the window. */
export function BarChart(props: BarsProps) {
  const [drawn, setDrawn] = useState<{ Chart: ComponentType<BarsProps> }>();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (place.current === null) return;
    const near = async ([entry]: IntersectionObserverEntry[]) => {
      if (!entry?.isIntersecting) return;
      const { BarChartSvg } = await import("./bar-chart-svg.tsx");
      observer.disconnect();
      setDrawn({ Chart: BarChartSvg });
    };
    const observer = new IntersectionObserver((entries) => void near(entries), {
      rootMargin: "200px",
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={place} className="min-h-56">
      {drawn && <drawn.Chart {...props} />}
    </div>
  );
}
