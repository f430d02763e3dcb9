import { type ComponentType, useEffect, useRef, useState } from "react";
import type { BarChartProps } from "./bar-series.ts";

/** A bar chart. Its library is loaded when the chart comes near the viewport. */
export function BarChart(props: BarChartProps) {
  const [loaded, setLoaded] = useState<{ Chart: ComponentType<BarChartProps> }>();
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (container.current === null) return;
    const near = async ([entry]: IntersectionObserverEntry[]) => {
      if (!entry?.isIntersecting) return;
      const { BarChartSvg } = await import("./bar-chart-svg.tsx");
      observer.disconnect();
      setLoaded({ Chart: BarChartSvg });
    };
    const observer = new IntersectionObserver((entries) => void near(entries), {
      rootMargin: "200px",
    });
    observer.observe(container.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={container} className="min-h-56">
      {loaded && <loaded.Chart {...props} />}
    </div>
  );
}
